package io.countenance.demo.annotate;

import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Draws boxes, person ids and distributions into frames. Threads may share it. */
final class FrameAnnotator {

    /** Blue, green, red; easy to tell apart on most pictures. */
    private static final int[][] PERSON_COLOURS = {
        {80, 200, 255}, {220, 170, 60}, {120, 220, 100}, {200, 110, 220},
        {90, 120, 250}, {210, 220, 80}, {160, 190, 60}, {230, 150, 190}
    };

    private static final int[] UNCONFIRMED = {150, 150, 150};
    private static final double SMALL = 0.38;
    private static final double LARGE = 0.5;
    private static final int BAR_ROW = 14;
    private static final int BAR_LENGTH = 56;
    private static final int LABEL_WIDTH = 68;
    private static final int PADDING = 6;
    private static final double PANEL_SHADE = 0.35;
    private static final double BLUR_SHARE = 0.25;
    private static final double BLUR_MARGIN = 0.15;

    private final boolean blur;

    /** Blurs faces beyond recognition if {@code blur}. */
    FrameAnnotator(boolean blur) {
        this.blur = blur;
    }

    /** Draws what was read in a frame, 8-bit BGR, into it. */
    void annotate(Mat frame, List<FaceExpression> faces) {
        try (PointerScope scope = new PointerScope()) {
            if (blur) {
                faces.forEach(face -> blur(frame, face.getBox()));
            }
            // Boxes last: a panel must not hide another face's box.
            for (FaceExpression face : faces) {
                if (face.getPersonId() > 0) {
                    panel(frame, face);
                }
            }
            faces.forEach(face -> box(frame, face));
        }
    }

    private static void blur(Mat frame, BoundingBox box) {
        double margin = BLUR_MARGIN * Math.max(box.getWidth(), box.getHeight());
        Rect inside =
                inside(
                        frame,
                        (int) (box.getX() - margin),
                        (int) (box.getY() - margin),
                        (int) (box.getWidth() + 2 * margin),
                        (int) (box.getHeight() + 2 * margin));
        if (inside.width() > 0 && inside.height() > 0) {
            Mat face = new Mat(frame, inside);
            GaussianBlur(face, face, new Size(0, 0), BLUR_SHARE * Math.max(box.getWidth(), 4));
        }
    }

    private static void box(Mat frame, FaceExpression face) {
        BoundingBox box = face.getBox();
        Scalar colour = colour(face.getPersonId());
        int x = Math.round(box.getX());
        int y = Math.round(box.getY());
        rectangle(
                frame,
                new Rect(x, y, Math.round(box.getWidth()), Math.round(box.getHeight())),
                colour,
                face.getPersonId() > 0 ? 2 : 1,
                LINE_AA,
                0);
        if (face.getPersonId() == 0) {
            return;
        }
        String text =
                "#%d %s %.0f%%"
                        .formatted(
                                face.getPersonId(),
                                face.getDominant(),
                                100 * face.getDistribution().get(face.getDominant()));
        Size size = getTextSize(text, FONT_HERSHEY_SIMPLEX, LARGE, 1, new IntPointer(1));
        int height = size.height() + 2 * PADDING;
        int top = Math.max(0, y - height);
        int left = Math.max(0, Math.min(x - 1, frame.cols() - size.width() - 2 * PADDING));
        rectangle(
                frame,
                new Rect(left, top, size.width() + 2 * PADDING, height),
                colour,
                -1,
                LINE_AA,
                0);
        putText(
                frame,
                text,
                new Point(left + PADDING, top + height - PADDING),
                FONT_HERSHEY_SIMPLEX,
                LARGE,
                Scalar.all(0),
                1,
                LINE_AA,
                false);
    }

    private static void panel(Mat frame, FaceExpression face) {
        BoundingBox box = face.getBox();
        Map<String, Float> distribution = face.getDistribution();
        int width = LABEL_WIDTH + BAR_LENGTH + 2 * PADDING;
        int height = distribution.size() * BAR_ROW + PADDING;
        int right = Math.round(box.getX() + box.getWidth()) + 3;
        int left = right + width <= frame.cols() ? right : Math.round(box.getX()) - width - 3;
        int top = Math.max(0, Math.min(Math.round(box.getY()), frame.rows() - height));
        Rect place = inside(frame, left, top, width, height);
        if (place.width() < width || place.height() < height) {
            return;
        }
        Mat background = new Mat(frame, place);
        addWeighted(background, PANEL_SHADE, background, 0, 0, background);
        int row = 0;
        for (Map.Entry<String, Float> share : distribution.entrySet()) {
            int y = top + PADDING / 2 + row * BAR_ROW;
            putText(
                    frame,
                    share.getKey(),
                    new Point(left + PADDING, y + BAR_ROW - 4),
                    FONT_HERSHEY_SIMPLEX,
                    SMALL,
                    Scalar.all(235),
                    1,
                    LINE_AA,
                    false);
            rectangle(
                    frame,
                    new Rect(
                            left + PADDING + LABEL_WIDTH,
                            y + 3,
                            Math.max(1, Math.round(BAR_LENGTH * share.getValue())),
                            BAR_ROW - 6),
                    colour(face.getPersonId()),
                    -1,
                    LINE_AA,
                    0);
            row++;
        }
    }

    private static Rect inside(Mat frame, int x, int y, int width, int height) {
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        return new Rect(
                left,
                top,
                Math.min(frame.cols(), x + width) - left,
                Math.min(frame.rows(), y + height) - top);
    }

    private static Scalar colour(long personId) {
        int[] bgr =
                personId == 0
                        ? UNCONFIRMED
                        : PERSON_COLOURS[(int) ((personId - 1) % PERSON_COLOURS.length)];
        return new Scalar(bgr[0], bgr[1], bgr[2], 0);
    }
}
