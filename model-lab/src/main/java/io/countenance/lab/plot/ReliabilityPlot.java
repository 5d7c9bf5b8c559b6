package io.countenance.lab.plot;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A reliability diagram (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017): for
 * each range of confidence a bar as high as the accuracy, with the number of predictions above it,
 * against the diagonal on which a perfectly calibrated model lies.
 *
 * <p>For one thread.
 */
public final class ReliabilityPlot {

    /** Of every reliability diagram, px. */
    public static final int WIDTH = 800;

    /** Of every reliability diagram, px. */
    public static final int HEIGHT = 760;

    private static final Color BAR = new Color(0x56B4E9);
    private static final Color BAR_EDGE = new Color(0x0072B2);
    private static final double ABOVE_BAR = 0.02;
    private static final int MOST_WHOLE = 9999;

    private final String title;
    private final List<Bin> bins = new ArrayList<>();

    private record Bin(double from, double to, int count, double accuracy) {

        double centre() {
            return (from + to) / 2;
        }
    }

    /**
     * A diagram without bars.
     *
     * @param title above the plot
     */
    public ReliabilityPlot(String title) {
        this.title = title;
    }

    /**
     * Adds a bar.
     *
     * @param from lowest confidence, 0 to 1
     * @param to highest confidence, 0 to 1
     * @param count predictions in this range, 1 or more
     * @param accuracy share of them that is right, 0 to 1
     * @return this
     */
    public ReliabilityPlot add(double from, double to, int count, double accuracy) {
        bins.add(new Bin(from, to, count, accuracy));
        return this;
    }

    /**
     * Writes a PNG of {@value #WIDTH} × {@value #HEIGHT} px, in place of a file that is there.
     *
     * @throws IllegalArgumentException where there is no bar
     */
    public void write(Path png) throws IOException {
        if (bins.isEmpty()) {
            throw new IllegalArgumentException("nothing to plot: no bar was added");
        }
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle("confidence: probability of the most probable expression")
                        .yAxisTitle("accuracy: share for which it is the majority's")
                        .build();
        PlotStyle.applyTo(chart.getStyler());
        chart.getStyler()
                .setXAxisMin(0.0)
                .setXAxisMax(1.0)
                .setYAxisMin(0.0)
                .setYAxisMax(1.05)
                .setDecimalPattern("0.0")
                .setAnnotationTextFont(PlotStyle.font(Font.PLAIN, 12))
                .setAnnotationTextFontColor(Color.DARK_GRAY);
        bins.forEach(bin -> addBar(chart, bin));
        // Later series lie above the bars.
        addDiagonal(chart);
        PlotData.write(chart, chart.getSeriesMap().keySet(), png);
    }

    private void addBar(XYChart chart, Bin bin) {
        boolean first = bin == bins.get(0);
        XYSeries bar =
                chart.addSeries(
                        first ? "accuracy" : "accuracy from " + bin.from,
                        new double[] {bin.from, bin.from, bin.to, bin.to},
                        new double[] {0, bin.accuracy, bin.accuracy, 0});
        bar.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        bar.setFillColor(BAR);
        bar.setLineColor(BAR_EDGE);
        bar.setLineWidth(1);
        bar.setLineStyle(SeriesLines.SOLID);
        bar.setMarker(SeriesMarkers.NONE);
        bar.setShowInLegend(first);
        String count =
                bin.count > MOST_WHOLE
                        ? String.format(Locale.ROOT, "%.0fk", bin.count / 1e3)
                        : Integer.toString(bin.count);
        chart.addAnnotation(
                new AnnotationText(count, bin.centre(), bin.accuracy + ABOVE_BAR, false));
    }

    private static void addDiagonal(XYChart chart) {
        XYSeries diagonal =
                chart.addSeries("perfectly calibrated", new double[] {0, 1}, new double[] {0, 1});
        diagonal.setMarker(SeriesMarkers.NONE);
        diagonal.setLineColor(Color.BLACK);
        diagonal.setLineStyle(SeriesLines.DASH_DASH);
        diagonal.setLineWidth(1.5f);
    }
}
