package io.countenance.lab.detect;

import io.countenance.vision.crop.CropPolicy;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.image.DecodedImage;
import java.io.IOException;
import java.util.List;

/**
 * Finds faces in pictures and cuts them out with the decoder, detector and cropper that the job
 * uses, so that both see the same pixels. One thread at a time; close it to free the detector.
 */
public final class FaceFinder implements AutoCloseable {

    private final PictureOpener opener = new PictureOpener();
    private final FaceDetector detector;
    private final FaceCropper cropper;
    private final int size;

    /**
     * Opens the detector.
     *
     * @param policy what to show around a face
     * @param size of the crops, px a side, from 8 to 1024
     * @throws IllegalArgumentException if there is no such detector
     */
    public FaceFinder(DetectorOptions detector, CropPolicy policy, int size) {
        cropper = new FaceCropper(policy, size);
        this.size = size;
        try {
            this.detector = FaceDetectors.open(detector);
        } catch (RuntimeException e) {
            cropper.close();
            throw e;
        }
    }

    /**
     * Decodes a JPEG, PNG, BMP, GIF or TIFF file; the caller closes what comes back.
     *
     * @throws IOException where it cannot be; the message is a reason for people
     */
    public DecodedImage open(byte[] file) throws IOException {
        return opener.open(file);
    }

    /**
     * The faces by descending score.
     *
     * @throws IllegalStateException if the detector fails
     */
    public List<DetectedFace> find(DecodedImage picture) {
        return detector.detect(List.of(picture)).get(0);
    }

    /**
     * The faces of a small picture that they fill, found in a copy of another size with a border.
     * The job does not look for faces so.
     *
     * @param longerSide of the copy without its border, px
     * @throws IllegalStateException if the detector fails
     */
    public List<DetectedFace> findCloseUps(DecodedImage picture, int longerSide) {
        return new CloseUps(longerSide).find(detector, picture);
    }

    /**
     * Cuts a face out: uint8 RGB {@code [size, size, 3]}, to the bit as the job does.
     *
     * @throws IllegalArgumentException if the policy needs landmarks and the face has none
     */
    public byte[] crop(DecodedImage picture, DetectedFace face) {
        byte[] crop = new byte[3 * size * size];
        cropper.crop(picture, face, crop, 0);
        return crop;
    }

    @Override
    public void close() {
        try (FaceCropper closed = cropper) {
            detector.close();
        }
    }
}
