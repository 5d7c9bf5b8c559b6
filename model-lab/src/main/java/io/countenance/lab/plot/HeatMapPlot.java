package io.countenance.lab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A table of shares whose cells are the darker the larger they are, with words in each cell: a
 * confusion matrix, say. XChart's heat maps have one number in a cell and no room for long names.
 *
 * <pre>{@code
 * new HeatMapPlot("Confusion", "majority", "predicted", labels, labels)
 *         .fill(shares, texts)
 *         .write(Path.of("confusion.png"));
 * }</pre>
 *
 * <p>For one thread.
 */
public final class HeatMapPlot {

    private static final int MARGIN = 24;
    private static final int GAP = 10;
    private static final int CELLS = 720;
    private static final int SMALLEST_CELL = 52;
    private static final int LARGEST_CELL = 96;
    private static final double SLANT = Math.PI / 4;

    private static final Color[] SCALE = {
        Color.WHITE, new Color(0x9CCBE8), new Color(0x0072B2), new Color(0x00304F)
    };
    private static final Color LINES = new Color(0xDDDDDD);

    /** Below it white is easier to read than black, by the contrast ratio of WCAG 2. */
    private static final double DARK = 0.46;

    private static final Font TITLE = PlotStyle.font(Font.BOLD, 18);
    private static final Font AXIS = PlotStyle.font(Font.PLAIN, 15);
    private static final Font NAME = PlotStyle.font(Font.PLAIN, 14);
    private static final Font CELL = PlotStyle.font(Font.PLAIN, 13);

    private final String title;
    private final String rowTitle;
    private final String columnTitle;
    private final List<String> rows;
    private final List<String> columns;
    private double[][] shares = {};
    private String[][] texts = {};

    /**
     * A table without values.
     *
     * @param title above the plot
     * @param rowTitle what the rows are
     * @param columnTitle what the columns are
     * @param rows names from top to bottom, one or more
     * @param columns names from left to right, one or more
     */
    public HeatMapPlot(
            String title,
            String rowTitle,
            String columnTitle,
            List<String> rows,
            List<String> columns) {
        this.title = title;
        this.rowTitle = rowTitle;
        this.columnTitle = columnTitle;
        this.rows = List.copyOf(rows);
        this.columns = List.copyOf(columns);
    }

    /**
     * Sets all cells.
     *
     * @param newShares {@code [rows][columns]}, 0 to 1, drawn from white to dark blue; not copied
     * @param newTexts {@code [rows][columns]}, what stands in the cells, one or more short lines;
     *     not copied
     * @return this
     * @throws IllegalArgumentException where there are more or fewer cells than names
     */
    public HeatMapPlot fill(double[][] newShares, String[][] newTexts) {
        PlotData.requireLength("rows", rows.size(), newShares.length);
        PlotData.requireLength("rows", rows.size(), newTexts.length);
        for (int row = 0; row < newShares.length; row++) {
            PlotData.requireLength(rows.get(row), columns.size(), newShares[row].length);
            PlotData.requireLength(rows.get(row), columns.size(), newTexts[row].length);
        }
        shares = newShares;
        texts = newTexts;
        return this;
    }

    /**
     * Writes a PNG, in place of a file that is there. Its size follows from the names: about 900 px
     * each way for eight rows and columns.
     *
     * @throws IllegalArgumentException where the table was not filled
     */
    public void write(Path png) throws IOException {
        PlotData.requireLength("rows", rows.size(), shares.length);
        Layout layout = layout();
        BufferedImage image =
                new BufferedImage(layout.width, layout.height, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = canvas(image);
        try {
            canvas.setColor(Color.WHITE);
            canvas.fillRect(0, 0, layout.width, layout.height);
            drawCells(canvas, layout);
            drawNames(canvas, layout);
            drawTitles(canvas, layout);
        } finally {
            canvas.dispose();
        }
        try (OutputStream out = Files.newOutputStream(png)) {
            ImageIO.write(image, "png", out);
        }
    }

    /** Where things are, px: the top left corner of the cells, their side, and the whole. */
    private record Layout(int left, int top, int cell, boolean slanted, int width, int height) {}

    private Layout layout() {
        Graphics2D canvas = canvas(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        try {
            FontMetrics names = canvas.getFontMetrics(NAME);
            int most = Math.max(rows.size(), columns.size());
            int cell = Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, CELLS / most));
            int widest = widest(names, columns);
            boolean slanted = widest > cell - GAP;
            int titleLine = canvas.getFontMetrics(TITLE).getHeight();
            int axisLine = canvas.getFontMetrics(AXIS).getHeight();
            int left = MARGIN + axisLine + GAP + widest(names, rows) + GAP;
            int top = MARGIN + titleLine + GAP;
            int below =
                    slanted
                            ? (int) Math.ceil((widest + names.getHeight()) * Math.sin(SLANT))
                            : names.getHeight();
            // A slanted name ends below the middle of its column and begins to the left of it.
            int overhang = slanted ? (int) Math.ceil(widest * Math.cos(SLANT)) - cell / 2 : 0;
            left = Math.max(left, overhang + MARGIN);
            int width =
                    Math.max(
                            left + cell * columns.size() + MARGIN,
                            canvas.getFontMetrics(TITLE).stringWidth(title) + 2 * MARGIN);
            int height = top + cell * rows.size() + GAP + below + GAP + axisLine + MARGIN;
            return new Layout(left, top, cell, slanted, width, height);
        } finally {
            canvas.dispose();
        }
    }

    private static int widest(FontMetrics metrics, List<String> names) {
        return names.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    }

    private static Graphics2D canvas(BufferedImage image) {
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return canvas;
    }

    private void drawCells(Graphics2D canvas, Layout layout) {
        canvas.setFont(CELL);
        canvas.setStroke(new BasicStroke(1));
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                int x = layout.left + column * layout.cell;
                int y = layout.top + row * layout.cell;
                Color colour = colour(shares[row][column]);
                canvas.setColor(colour);
                canvas.fillRect(x, y, layout.cell, layout.cell);
                canvas.setColor(LINES);
                canvas.drawRect(x, y, layout.cell, layout.cell);
                canvas.setColor(luminance(colour) < DARK ? Color.WHITE : Color.BLACK);
                drawLines(canvas, texts[row][column], x + layout.cell / 2, y + layout.cell / 2);
            }
        }
    }

    private static void drawLines(Graphics2D canvas, String text, int x, int y) {
        List<String> lines = text.lines().toList();
        FontMetrics metrics = canvas.getFontMetrics();
        int baseline = y - metrics.getHeight() * lines.size() / 2 + metrics.getAscent();
        for (String line : lines) {
            canvas.drawString(line, x - metrics.stringWidth(line) / 2, baseline);
            baseline += metrics.getHeight();
        }
    }

    private void drawNames(Graphics2D canvas, Layout layout) {
        canvas.setFont(NAME);
        canvas.setColor(Color.BLACK);
        FontMetrics metrics = canvas.getFontMetrics();
        for (int row = 0; row < rows.size(); row++) {
            int middle = layout.top + row * layout.cell + layout.cell / 2;
            canvas.drawString(
                    rows.get(row),
                    layout.left - GAP - metrics.stringWidth(rows.get(row)),
                    middle + (metrics.getAscent() - metrics.getDescent()) / 2);
        }
        int bottom = layout.top + rows.size() * layout.cell + GAP;
        for (int column = 0; column < columns.size(); column++) {
            String name = columns.get(column);
            int middle = layout.left + column * layout.cell + layout.cell / 2;
            if (layout.slanted) {
                drawTurned(canvas, name, middle, bottom + metrics.getAscent() / 2, -SLANT);
            } else {
                canvas.drawString(
                        name, middle - metrics.stringWidth(name) / 2, bottom + metrics.getAscent());
            }
        }
    }

    /** Draws text that ends at a point. */
    private static void drawTurned(Graphics2D canvas, String text, int x, int y, double angle) {
        AffineTransform before = canvas.getTransform();
        canvas.translate(x, y);
        canvas.rotate(angle);
        canvas.drawString(text, -canvas.getFontMetrics().stringWidth(text), 0);
        canvas.setTransform(before);
    }

    private void drawTitles(Graphics2D canvas, Layout layout) {
        canvas.setColor(Color.BLACK);
        canvas.setFont(TITLE);
        FontMetrics metrics = canvas.getFontMetrics();
        canvas.drawString(
                title,
                (layout.width - metrics.stringWidth(title)) / 2,
                MARGIN + metrics.getAscent());
        canvas.setFont(AXIS);
        metrics = canvas.getFontMetrics();
        int across = layout.left + columns.size() * layout.cell / 2;
        canvas.drawString(
                columnTitle,
                across - metrics.stringWidth(columnTitle) / 2,
                layout.height - MARGIN - metrics.getDescent());
        int down = layout.top + rows.size() * layout.cell / 2;
        drawTurned(
                canvas,
                rowTitle,
                MARGIN + metrics.getAscent(),
                down - metrics.stringWidth(rowTitle) / 2,
                -Math.PI / 2);
    }

    private static Color colour(double share) {
        double place = Math.max(0, Math.min(1, share)) * (SCALE.length - 1);
        int low = (int) Math.min(SCALE.length - 2, Math.floor(place));
        float[] from = SCALE[low].getRGBColorComponents(null);
        float[] to = SCALE[low + 1].getRGBColorComponents(null);
        float part = (float) (place - low);
        float[] mixed = new float[from.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = from[i] + (to[i] - from[i]) * part;
        }
        return new Color(mixed[0], mixed[1], mixed[2]);
    }

    private static double luminance(Color colour) {
        return (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue())
                / 255;
    }
}
