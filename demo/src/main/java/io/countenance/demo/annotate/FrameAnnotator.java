package io.countenance.demo.annotate;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.vision.draw.FaceCanvas;
import io.countenance.vision.draw.ShareBar;
import io.countenance.vision.geometry.Box;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** Draws boxes, person ids and distributions into frames. Threads may share it. */
final class FrameAnnotator {

    /** Easy to tell apart on most pictures. */
    private static final int[] PERSON_COLOURS = {
        0xFFC850, 0x3CAADC, 0x64DC78, 0xDC6EC8, 0xFA785A, 0x50DCD2, 0x3CBEA0, 0xBE96E6
    };

    private static final int UNCONFIRMED = 0x969696;
    private static final int BESIDE = 3;

    private final boolean blur;

    /** Blurs faces beyond recognition if {@code blur}. */
    FrameAnnotator(boolean blur) {
        this.blur = blur;
    }

    /** Draws what was read in a frame, 8-bit BGR, into it. */
    void annotate(Mat frame, List<FaceExpression> faces) {
        FaceCanvas canvas = new FaceCanvas(frame, 1);
        if (blur) {
            faces.forEach(face -> canvas.blur(box(face)));
        }
        // Boxes last: a panel must not hide another face's box.
        for (FaceExpression face : faces) {
            if (face.getPersonId() > 0) {
                panel(canvas, frame, face);
            }
        }
        for (FaceExpression face : faces) {
            int colour = colour(face.getPersonId());
            canvas.box(box(face), colour, face.getPersonId() > 0);
            if (face.getPersonId() > 0) {
                canvas.caption(box(face), caption(face), colour);
            }
        }
    }

    private static String caption(FaceExpression face) {
        return "#%d %s %.0f%%"
                .formatted(
                        face.getPersonId(),
                        face.getDominant(),
                        100 * face.getDistribution().get(face.getDominant()));
    }

    private static void panel(FaceCanvas canvas, Mat frame, FaceExpression face) {
        List<ShareBar> bars =
                face.getDistribution().entrySet().stream()
                        .map(
                                share ->
                                        new ShareBar(
                                                share.getKey(),
                                                share.getValue(),
                                                "",
                                                colour(face.getPersonId())))
                        .toList();
        Box size = canvas.panelSize(bars);
        Box box = box(face);
        int right = Math.round(box.right()) + BESIDE;
        int left =
                right + size.width() <= frame.cols()
                        ? right
                        : Math.round(box.x() - size.width()) - BESIDE;
        int top = (int) Math.max(0, Math.min(Math.round(box.y()), frame.rows() - size.height()));
        canvas.panel(left, top, bars);
    }

    private static Box box(FaceExpression face) {
        BoundingBox box = face.getBox();
        return new Box(box.getX(), box.getY(), box.getWidth(), box.getHeight());
    }

    private static int colour(long personId) {
        return personId == 0
                ? UNCONFIRMED
                : PERSON_COLOURS[(int) ((personId - 1) % PERSON_COLOURS.length)];
    }
}
