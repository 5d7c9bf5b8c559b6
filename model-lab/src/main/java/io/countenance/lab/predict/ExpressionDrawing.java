package io.countenance.lab.predict;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_CUBIC;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.countenance.vision.draw.ColourBlindSafePalette;
import io.countenance.vision.draw.FaceCanvas;
import io.countenance.vision.draw.PngFile;
import io.countenance.vision.draw.ShareBar;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.jspecify.annotations.Nullable;

/**
 * Draws a box around each face and its distribution beside it, in colours that colour-blind people
 * can tell apart. Where there is no room beside a face, its panel goes to a margin and both get the
 * face's number. Small pictures are enlarged; letters grow with large ones.
 */
public final class ExpressionDrawing {

    /** A picture whose longer side is less is enlarged to it, px. */
    private static final double LEAST_SIDE = 640;

    /** Letters are drawn at this longer side as they are, px. */
    private static final double LETTER_SIDE = 1400;

    private static final int GAP = 12;

    private final List<String> labels;
    private final boolean blur;

    /**
     * Sets it up.
     *
     * @param labels in the order of the distributions
     * @param blur whether faces are made unrecognisable
     */
    public ExpressionDrawing(List<String> labels, boolean blur) {
        this.labels = labels;
        this.blur = blur;
    }

    /**
     * Writes a PNG file.
     *
     * @param picture is not changed
     * @throws IOException where the file cannot be written
     */
    public void write(DecodedImage picture, List<PredictedFace> faces, Path file)
            throws IOException {
        double longer = Math.max(picture.width(), picture.height());
        double enlarged = Math.max(1, LEAST_SIDE / longer);
        double letters = Math.max(1, longer / LETTER_SIDE);
        try (PointerScope scope = new PointerScope();
                Mat drawn = new Mat()) {
            resize(picture.pixels(), drawn, new Size(), enlarged, enlarged, INTER_CUBIC);
            Map<PredictedFace, Box> boxes = new LinkedHashMap<>();
            faces.forEach(face -> boxes.put(face, enlarged(face.box(), enlarged)));
            PngFile.write(withPanels(drawn, boxes, letters), file);
        }
    }

    /** The picture, drawn into, with a margin for the panels that it has no room for. */
    private Mat withPanels(Mat picture, Map<PredictedFace, Box> boxes, double letters) {
        FaceCanvas canvas = new FaceCanvas(picture, letters);
        List<Box> taken = new ArrayList<>(boxes.values());
        boxes.forEach((face, box) -> taken.add(canvas.captionPlace(box, caption(face))));
        PanelLayout layout = new PanelLayout(picture.cols(), picture.rows(), taken);
        Map<PredictedFace, @Nullable Box> places = new LinkedHashMap<>();
        boxes.forEach(
                (face, box) -> places.put(face, layout.place(box, canvas.panelSize(bars(face)))));
        if (blur) {
            boxes.values().forEach(canvas::blur);
        }
        List<PredictedFace> outside = new ArrayList<>();
        places.forEach(
                (face, place) -> {
                    if (place == null) {
                        outside.add(face);
                    } else {
                        canvas.panel(Math.round(place.x()), Math.round(place.y()), bars(face));
                    }
                });
        boxes.forEach((face, box) -> canvas.box(box, colour(face), true));
        captions(canvas, boxes);
        return outside.isEmpty() ? picture : withMargin(picture, outside, letters);
    }

    /** Captions in full where they hide no other face and no other caption, else the number. */
    private void captions(FaceCanvas canvas, Map<PredictedFace, Box> boxes) {
        Map<PredictedFace, Box> places = new LinkedHashMap<>();
        boxes.forEach((face, box) -> places.put(face, canvas.captionPlace(box, number(face))));
        boxes.forEach(
                (face, box) -> {
                    Box whole = canvas.captionPlace(box, caption(face));
                    boolean free =
                            boxes.keySet().stream()
                                    .filter(other -> other != face)
                                    .flatMap(o -> Stream.of(boxes.get(o), places.get(o)))
                                    .allMatch(taken -> taken.intersection(whole) == 0);
                    if (free) {
                        places.put(face, whole);
                    }
                    canvas.caption(box, free ? caption(face) : number(face), colour(face));
                });
    }

    private Mat withMargin(Mat picture, List<PredictedFace> faces, double letters) {
        FaceCanvas measure = new FaceCanvas(picture, letters);
        Box panel = measure.panelSize(bars(faces.get(0)));
        Box caption = measure.captionPlace(new Box(0, 0, 0, 0), caption(faces.get(0)));
        int gap = (int) Math.round(GAP * letters);
        int cellWidth = 0;
        for (PredictedFace face : faces) {
            float widest =
                    Math.max(
                            measure.panelSize(bars(face)).width(),
                            measure.captionPlace(new Box(0, 0, 0, 0), caption(face)).width());
            cellWidth = Math.max(cellWidth, gap + (int) widest);
        }
        int cellHeight = (int) (panel.height() + caption.height()) + gap;
        int columns = columns(faces.size(), cellWidth, cellHeight, picture);
        int rows = (faces.size() + columns - 1) / columns;
        Mat wider = new Mat();
        copyMakeBorder(
                picture,
                wider,
                0,
                Math.max(0, rows * cellHeight + gap - picture.rows()),
                0,
                columns * cellWidth + gap,
                BORDER_CONSTANT,
                Scalar.all(0));
        FaceCanvas canvas = new FaceCanvas(wider, letters);
        for (int i = 0; i < faces.size(); i++) {
            PredictedFace face = faces.get(i);
            int left = picture.cols() + gap + i / rows * cellWidth;
            int top = gap + i % rows * cellHeight + (int) caption.height();
            canvas.caption(new Box(left, top, 0, 0), caption(face), colour(face));
            canvas.panel(left, top, bars(face));
        }
        return wider;
    }

    /** The fewest columns that leave the whole no higher than wide, or than the picture is. */
    private static int columns(int count, int cellWidth, int cellHeight, Mat picture) {
        return IntStream.rangeClosed(1, count)
                .filter(
                        columns -> {
                            int height = (count + columns - 1) / columns * cellHeight;
                            return height <= picture.rows()
                                    || height <= picture.cols() + columns * cellWidth;
                        })
                .findFirst()
                .orElse(count);
    }

    private List<ShareBar> bars(PredictedFace face) {
        return IntStream.range(0, labels.size())
                .mapToObj(
                        i ->
                                new ShareBar(
                                        labels.get(i),
                                        face.distribution()[i],
                                        percent(face.distribution()[i]),
                                        ColourBlindSafePalette.colour(i)))
                .toList();
    }

    private String caption(PredictedFace face) {
        int dominant = face.dominant();
        return "%s %s %s"
                .formatted(
                        number(face), labels.get(dominant), percent(face.distribution()[dominant]));
    }

    private static String number(PredictedFace face) {
        return "#" + face.number();
    }

    private static String percent(float share) {
        return String.format(Locale.ROOT, "%.0f%%", 100 * share);
    }

    private static int colour(PredictedFace face) {
        return ColourBlindSafePalette.colour(face.dominant());
    }

    private static Box enlarged(Box box, double by) {
        float scale = (float) by;
        return new Box(scale * box.x(), scale * box.y(), scale * box.width(), scale * box.height());
    }
}
