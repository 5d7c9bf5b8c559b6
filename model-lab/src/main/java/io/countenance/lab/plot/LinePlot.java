package io.countenance.lab.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Named lines over one pair of axes: an accuracy over epochs, say. Series differ by colour, dashes
 * and, where they have few points, markers.
 *
 * <pre>{@code
 * new LinePlot("Accuracy", "epoch", "share of faces")
 *         .add("training", epochs, training)
 *         .add("validation", epochs, validation)
 *         .write(Path.of("accuracy.png"));
 * }</pre>
 *
 * <p>For one thread.
 */
public final class LinePlot {

    /** Of every line plot, px. */
    public static final int WIDTH = 900;

    /** Of every line plot, px. */
    public static final int HEIGHT = 560;

    private static final int MOST_MARKED_POINTS = 40;

    private final XYChart chart;
    private final Set<String> names = new HashSet<>();

    /**
     * Axes without lines.
     *
     * @param title above the plot
     * @param xTitle below the horizontal axis, with the unit
     * @param yTitle beside the vertical axis, with the unit
     */
    public LinePlot(String title, String xTitle, String yTitle) {
        chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        PlotStyle.applyTo(chart.getStyler());
        chart.getStyler().setYAxisDecimalPattern("0.0#######");
    }

    /**
     * Adds a line.
     *
     * @param name for the legend, another one for each line
     * @param x one or more, finite, in the order in which they are joined
     * @param y as many; NaN leaves a gap
     * @return this
     * @throws IllegalArgumentException where the arrays are empty or of unlike length, or the name
     *     is taken
     */
    public LinePlot add(String name, double[] x, double[] y) {
        addSeries(name, x, y, null);
        return this;
    }

    /**
     * Adds a line with a bar of {@code 2 · spread} at each point.
     *
     * @param name for the legend, another one for each line
     * @param x one or more, finite, in the order in which they are joined
     * @param y as many; NaN leaves a gap
     * @param spread as many, 0 or more, in the unit of y
     * @return this
     * @throws IllegalArgumentException where the arrays are empty or of unlike length, or the name
     *     is taken
     */
    public LinePlot add(String name, double[] x, double[] y, double[] spread) {
        PlotData.requireLength(name, x.length, spread.length);
        addSeries(name, x, y, spread);
        return this;
    }

    private void addSeries(String name, double[] x, double[] y, double @Nullable [] spread) {
        PlotData.requireLength(name, x.length, y.length);
        PlotData.requireNew(names, name);
        XYSeries series = chart.addSeries(name, x, y, spread);
        series.setLineWidth(2.5f);
        if (x.length > MOST_MARKED_POINTS) {
            series.setMarker(SeriesMarkers.NONE);
        }
    }

    /**
     * Fixes the vertical axis, which otherwise fits the lines.
     *
     * @return this
     */
    public LinePlot range(double low, double high) {
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
        return this;
    }

    /**
     * Labels the horizontal axis at whole numbers only: for epochs, say.
     *
     * @return this
     */
    public LinePlot wholeX() {
        chart.getStyler()
                .setPlotGridVerticalLinesVisible(false)
                .setxAxisTickLabelsFormattingFunction(
                        x -> x == Math.rint(x) ? String.format(Locale.ROOT, "%.0f", x) : " ");
        return this;
    }

    /**
     * Makes the horizontal axis go by powers of ten.
     *
     * @return this
     */
    public LinePlot logarithmicX() {
        chart.getStyler().setXAxisLogarithmic(true);
        return this;
    }

    /**
     * Makes the vertical axis go by powers of ten.
     *
     * @return this
     */
    public LinePlot logarithmicY() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    /**
     * Draws a vertical line through the plot.
     *
     * @param x where
     * @return this
     */
    public LinePlot mark(double x) {
        chart.addAnnotation(new AnnotationLine(x, true, false));
        return this;
    }

    /**
     * Writes a PNG of {@value #WIDTH} × {@value #HEIGHT} px, in place of a file that is there.
     *
     * @throws IllegalArgumentException where there is no line
     */
    public void write(Path png) throws IOException {
        PlotData.write(chart, names, png);
    }
}
