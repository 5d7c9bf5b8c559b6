package io.countenance.lab.plot;

import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.CategoryStyler;

/**
 * Bars for named categories, side by side where there are several series, each with its value
 * written on it.
 *
 * <pre>{@code
 * new BarPlot("Recall", "expression", "share of faces", List.of("neutral", "happiness"))
 *         .add("validation", new double[] {0.91, 0.95})
 *         .range(0, 1)
 *         .write(Path.of("recall.png"));
 * }</pre>
 *
 * <p>For one thread.
 */
public final class BarPlot {

    /** Of every bar plot, px. */
    public static final int WIDTH = 1100;

    /** Of every bar plot, px. */
    public static final int HEIGHT = 640;

    private static final int MOST_LEVEL_CHARACTERS = 90;

    /** How many lines of a caption fit into the plot's height. */
    private static final double CAPTION_LINES = 28;

    private final CategoryChart chart;
    private final List<String> categories;
    private final Set<String> names = new HashSet<>();

    /**
     * Axes without bars.
     *
     * @param title above the plot
     * @param xTitle below the horizontal axis
     * @param yTitle beside the vertical axis, with the unit
     * @param categories one or more, from left to right, each named once
     */
    public BarPlot(String title, String xTitle, String yTitle, List<String> categories) {
        this.categories = List.copyOf(categories);
        chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(xTitle)
                        .yAxisTitle(yTitle)
                        .build();
        CategoryStyler styler = chart.getStyler();
        PlotStyle.applyTo(styler);
        styler.setLabelsVisible(true)
                .setLabelsFont(PlotStyle.font(Font.BOLD, 13))
                .setAvailableSpaceFill(0.8)
                // In the colour of its bar a line's lower half could not be seen.
                .setErrorBarsColorSeriesColor(false)
                .setErrorBarsColor(Color.BLACK)
                .setPlotGridVerticalLinesVisible(false);
        if (categories.stream().mapToInt(String::length).sum() > MOST_LEVEL_CHARACTERS) {
            styler.setXAxisLabelRotation(20);
        }
        decimals(2);
    }

    /**
     * Adds a bar for each category.
     *
     * @param name for the legend, another one for each series
     * @param values in the order of the categories, finite
     * @return this
     * @throws IllegalArgumentException where there are more or fewer values than categories, or the
     *     name is taken
     */
    public BarPlot add(String name, double[] values) {
        addSeries(name, values, null);
        return this;
    }

    /**
     * Adds a bar for each category, with a line of {@code 2 · spread} at its end.
     *
     * @param name for the legend, another one for each series
     * @param values in the order of the categories, finite
     * @param spread as many, 0 or more, in the unit of the values
     * @return this
     * @throws IllegalArgumentException where there are more or fewer values than categories, or the
     *     name is taken
     */
    public BarPlot add(String name, double[] values, double[] spread) {
        PlotData.requireLength(name, categories.size(), spread.length);
        addSeries(name, values, Arrays.stream(spread).boxed().toList());
        return this;
    }

    private void addSeries(String name, double[] values, @Nullable List<Double> spread) {
        PlotData.requireLength(name, categories.size(), values.length);
        PlotData.requireNew(names, name);
        chart.addSeries(name, categories, Arrays.stream(values).boxed().toList(), spread);
        chart.getStyler().setLegendVisible(names.size() > 1);
    }

    /**
     * Fixes the vertical axis, which otherwise begins at 0. A range that does not begin at 0 makes
     * bars' lengths mislead: say so in the title of the axis.
     *
     * @return this
     */
    public BarPlot range(double low, double high) {
        chart.getStyler().setYAxisMin(low).setYAxisMax(high);
        return this;
    }

    /**
     * Says how many decimals the values have; 2 otherwise.
     *
     * @return this
     */
    public BarPlot decimals(int count) {
        chart.getStyler().setDecimalPattern(count == 0 ? "0" : "0." + "0".repeat(count));
        return this;
    }

    /**
     * Writes words over the bars, in place of the values on them. For the series that were added
     * and the range that was set before.
     *
     * @param texts one for each category, in their order, each of one or more short lines
     * @return this
     * @throws IllegalArgumentException where there are more or fewer texts than categories
     */
    public BarPlot captions(List<String> texts) {
        PlotData.requireLength("captions", categories.size(), texts.size());
        CategoryStyler styler = chart.getStyler();
        styler.setLabelsVisible(false)
                .setAnnotationTextFont(PlotStyle.font(Font.PLAIN, 13))
                .setAnnotationTextFontColor(Color.BLACK);
        double[] tops = tops();
        double highest =
                styler.getYAxisMax() == null
                        ? Arrays.stream(tops).max().orElseThrow()
                        : styler.getYAxisMax();
        double lowest = styler.getYAxisMin() == null ? 0 : styler.getYAxisMin();
        double line = (highest - lowest) / CAPTION_LINES;
        for (int i = 0; i < tops.length; i++) {
            List<String> lines = texts.get(i).lines().toList();
            for (int j = 0; j < lines.size(); j++) {
                double y = tops[i] + line * (lines.size() - j - 0.4);
                // XChart counts categories from the left edge of the first.
                chart.addAnnotation(new AnnotationText(lines.get(j), i + 0.5, y, false));
            }
        }
        return this;
    }

    /** The tallest bar of each category. */
    private double[] tops() {
        double[] tops = new double[categories.size()];
        for (CategorySeries series : chart.getSeriesMap().values()) {
            Iterator<? extends Number> values = series.getYData().iterator();
            for (int i = 0; i < tops.length; i++) {
                tops[i] = Math.max(tops[i], values.next().doubleValue());
            }
        }
        return tops;
    }

    /**
     * Writes a PNG of {@value #WIDTH} × {@value #HEIGHT} px, in place of a file that is there.
     *
     * @throws IllegalArgumentException where there is no series
     */
    public void write(Path png) throws IOException {
        PlotData.write(chart, names, png);
    }
}
