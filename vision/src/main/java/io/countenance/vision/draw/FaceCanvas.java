package io.countenance.vision.draw;

import static org.bytedeco.opencv.global.opencv_core.addWeighted;
import static org.bytedeco.opencv.global.opencv_imgproc.FONT_HERSHEY_SIMPLEX;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.LINE_AA;
import static org.bytedeco.opencv.global.opencv_imgproc.getTextSize;
import static org.bytedeco.opencv.global.opencv_imgproc.putText;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.countenance.vision.geometry.Box;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Point;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Draws what was read off faces into a picture: boxes, captions, panels of bars, and blur. Colours
 * are {@code 0xRRGGBB}. The picture stays the caller's; one thread at a time.
 */
public final class FaceCanvas {

    private static final double SMALL = 0.38;
    private static final double LARGE = 0.5;
    private static final int BAR_ROW = 14;
    private static final int BAR_LENGTH = 56;
    private static final int PADDING = 6;
    private static final int GAP = 6;
    private static final double PANEL_SHADE = 0.25;
    private static final int PANEL_TEXT = 0xEBEBEB;
    private static final double BLUR_SHARE = 0.25;
    private static final double BLUR_MARGIN = 0.15;

    private final Mat picture;
    private final double scale;

    /**
     * A canvas over a picture.
     *
     * @param picture 8-bit BGR, drawn into
     * @param scale of letters and lines, 1 for a picture that is shown pixel by pixel
     */
    public FaceCanvas(Mat picture, double scale) {
        this.picture = picture;
        this.scale = scale;
    }

    /** Makes a face unrecognisable. */
    public void blur(Box box) {
        float longer = Math.max(box.width(), box.height());
        float margin = (float) (BLUR_MARGIN * longer);
        try (PointerScope scope = new PointerScope()) {
            Rect inside =
                    inside(
                            (int) (box.x() - margin),
                            (int) (box.y() - margin),
                            (int) (box.width() + 2 * margin),
                            (int) (box.height() + 2 * margin));
            if (inside.width() > 0 && inside.height() > 0) {
                Mat face = new Mat(picture, inside);
                GaussianBlur(face, face, new Size(0, 0), BLUR_SHARE * Math.max(box.width(), 4));
            }
        }
    }

    /** Draws a face's box, thin or twice as thick. */
    public void box(Box box, int colour, boolean thick) {
        try (PointerScope scope = new PointerScope()) {
            rectangle(picture, rect(box), bgr(colour), scaled(thick ? 2 : 1), LINE_AA, 0);
        }
    }

    /** Where a caption stands: on top of its box, moved into the picture. */
    public Box captionPlace(Box box, String text) {
        try (PointerScope scope = new PointerScope()) {
            Size size = textSize(text, LARGE);
            int height = size.height() + 2 * scaled(PADDING);
            int width = size.width() + 2 * scaled(PADDING);
            int top = Math.max(0, Math.round(box.y()) - height);
            int left = Math.max(0, Math.min(Math.round(box.x()) - 1, picture.cols() - width));
            return new Box(left, top, width, height);
        }
    }

    /** Writes a caption on a ground of the box's colour. */
    public void caption(Box box, String text, int colour) {
        Box place = captionPlace(box, text);
        try (PointerScope scope = new PointerScope()) {
            rectangle(picture, rect(place), bgr(colour), -1, LINE_AA, 0);
        }
        write(
                text,
                Math.round(place.x()) + scaled(PADDING),
                Math.round(place.bottom()) - scaled(PADDING),
                LARGE,
                isBright(colour) ? 0 : 0xFFFFFF);
    }

    /** Size of a panel, px, at the place 0, 0. */
    public Box panelSize(List<ShareBar> bars) {
        int figures = figureWidth(bars);
        return new Box(
                0,
                0,
                2 * scaled(PADDING)
                        + labelWidth(bars)
                        + scaled(BAR_LENGTH)
                        + (figures == 0 ? 0 : scaled(GAP) + figures),
                bars.size() * scaled(BAR_ROW) + scaled(PADDING));
    }

    /**
     * Draws a panel of bars on a dark shade of what is there; nothing where it is not wholly inside
     * the picture.
     */
    public void panel(int left, int top, List<ShareBar> bars) {
        Box size = panelSize(bars);
        try (PointerScope scope = new PointerScope()) {
            Rect place = inside(left, top, (int) size.width(), (int) size.height());
            if (place.width() < size.width() || place.height() < size.height()) {
                return;
            }
            Mat ground = new Mat(picture, place);
            addWeighted(ground, PANEL_SHADE, ground, 0, 0, ground);
        }
        int barLeft = left + scaled(PADDING) + labelWidth(bars);
        for (int row = 0; row < bars.size(); row++) {
            ShareBar bar = bars.get(row);
            int rowTop = top + scaled(PADDING) / 2 + row * scaled(BAR_ROW);
            int base = rowTop + scaled(BAR_ROW) - scaled(4);
            write(bar.label(), left + scaled(PADDING), base, SMALL, PANEL_TEXT);
            int length = Math.max(1, Math.round(scaled(BAR_LENGTH) * bar.share()));
            try (PointerScope scope = new PointerScope()) {
                rectangle(
                        picture,
                        new Rect(barLeft, rowTop + scaled(3), length, scaled(BAR_ROW - 6)),
                        bgr(bar.colour()),
                        -1,
                        LINE_AA,
                        0);
            }
            write(
                    bar.figure(),
                    barLeft + scaled(BAR_LENGTH) + scaled(GAP),
                    base,
                    SMALL,
                    PANEL_TEXT);
        }
    }

    /** Writes small letters whose base line starts at a place. */
    public void text(String text, int left, int base, int colour) {
        write(text, left, base, SMALL, colour);
    }

    private void write(String text, int left, int base, double font, int colour) {
        try (PointerScope scope = new PointerScope()) {
            putText(
                    picture,
                    text,
                    new Point(left, base),
                    FONT_HERSHEY_SIMPLEX,
                    font * scale,
                    bgr(colour),
                    scaled(1),
                    LINE_AA,
                    false);
        }
    }

    private int labelWidth(List<ShareBar> bars) {
        return scaled(GAP) + bars.stream().mapToInt(bar -> smallWidth(bar.label())).max().orElse(0);
    }

    private int figureWidth(List<ShareBar> bars) {
        return bars.stream().mapToInt(bar -> smallWidth(bar.figure())).max().orElse(0);
    }

    private int smallWidth(String text) {
        try (PointerScope scope = new PointerScope()) {
            return text.isEmpty() ? 0 : textSize(text, SMALL).width();
        }
    }

    private Size textSize(String text, double font) {
        return getTextSize(text, FONT_HERSHEY_SIMPLEX, font * scale, scaled(1), new IntPointer(1));
    }

    private int scaled(int pixels) {
        return (int) Math.round(pixels * scale);
    }

    private Rect inside(int x, int y, int width, int height) {
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        return new Rect(
                left,
                top,
                Math.min(picture.cols(), x + width) - left,
                Math.min(picture.rows(), y + height) - top);
    }

    private static Rect rect(Box box) {
        return new Rect(
                Math.round(box.x()),
                Math.round(box.y()),
                Math.round(box.width()),
                Math.round(box.height()));
    }

    /** By the luma of ITU-R BT.601. */
    private static boolean isBright(int colour) {
        return 0.299 * (colour >> 16 & 255) + 0.587 * (colour >> 8 & 255) + 0.114 * (colour & 255)
                > 110;
    }

    private static Scalar bgr(int colour) {
        return new Scalar(colour & 255, colour >> 8 & 255, colour >> 16 & 255, 0);
    }
}
