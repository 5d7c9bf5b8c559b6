package io.countenance.vision.image;

/** Decodes JPEG and PNG files. */
public final class ImageDecoder {

    public ImageDecoder(ImageLimits limits) {}

    /** Decodes a file. The caller closes what comes back. */
    public DecodedImage decode(byte[] file) throws RejectedImageException {
        throw new UnsupportedOperationException("contract only");
    }

    public DecodedImage decode(byte[] file, int claimedWidth, int claimedHeight) throws RejectedImageException {
        throw new UnsupportedOperationException("contract only");
    }
}
