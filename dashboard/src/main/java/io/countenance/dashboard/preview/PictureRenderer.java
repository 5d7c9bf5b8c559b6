package io.countenance.dashboard.preview;

import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.dashboard.PreviewMode;
import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.vision.draw.FaceCanvas;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.RejectedImageException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the small picture that is sent of a frame, one at a time: pictures take one processor at
 * most. Any number of threads.
 */
final class PictureRenderer {

    /** A face that fills a fifth of such a picture is 13 px wide. */
    private static final int BLURRED_WIDTH = 64;

    private static final int CLEAR_WIDTH = 960;
    private static final int QUALITY = 80;

    private final PreviewMode mode;

    /** Made with the first picture: it loads a native library, which few pages need. */
    private @Nullable ImageDecoder decoder;

    PictureRenderer(PreviewMode mode) {
        this.mode = mode;
    }

    /**
     * Renders a frame. Blurred, the faces that were found are blurred first, then the whole picture
     * is scaled down until no face that was missed can be recognised either; the detail is gone,
     * not hidden.
     *
     * @throws RejectedImageException where the picture cannot be decoded
     */
    synchronized PictureView render(ReadFrame frame) throws RejectedImageException {
        if (decoder == null) {
            decoder = new ImageDecoder(ImageLimits.defaults());
        }
        boolean blurred = mode != PreviewMode.CLEAR;
        try (DecodedImage picture = decoder.decode(frame.image());
                JpegEncoder encoder =
                        new JpegEncoder(QUALITY, blurred ? BLURRED_WIDTH : CLEAR_WIDTH)) {
            if (blurred) {
                FaceCanvas canvas = new FaceCanvas(picture.pixels(), 1);
                frame.faces().forEach(face -> canvas.blur(box(face)));
            }
            return new PictureView(
                    frame.key().captureTime(),
                    picture.width(),
                    picture.height(),
                    encoder.encode(picture.pixels()).bytes(),
                    frame.faces().stream().map(PictureRenderer::view).toList());
        }
    }

    private static Box box(FaceExpression face) {
        BoundingBox box = face.getBox();
        return new Box(box.getX(), box.getY(), box.getWidth(), box.getHeight());
    }

    private static PictureView.FaceView view(FaceExpression face) {
        BoundingBox box = face.getBox();
        return new PictureView.FaceView(
                Long.toString(face.getPersonId()),
                box.getX(),
                box.getY(),
                box.getWidth(),
                box.getHeight(),
                face.getDominant(),
                face.getDistribution().getOrDefault(face.getDominant(), 0f));
    }
}
