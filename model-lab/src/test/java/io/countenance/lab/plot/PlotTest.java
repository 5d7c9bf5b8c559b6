package io.countenance.lab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {

    private static final int BLUE = 0xFF0072B2;
    private static final int VERMILION = 0xFFD55E00;
    private static final double[] X = {1, 2, 3};

    @TempDir private Path folder;

    @Test
    void drawsALineForEachSeries() throws Exception {
        BufferedImage plot =
                write(
                        new LinePlot("Accuracy", "epoch", "share of faces")
                                .add("training", X, new double[] {0.4, 0.6, 0.7})
                                .add("validation", X, new double[] {0.5, Double.NaN, 0.6})
                                .range(0, 1));

        assertThat(plot.getWidth()).isEqualTo(LinePlot.WIDTH);
        assertThat(plot.getHeight()).isEqualTo(LinePlot.HEIGHT);
        assertThat(colours(plot)).contains(BLUE, VERMILION);
    }

    @Test
    void drawsManyPointsAndSpreads() throws Exception {
        double[] many = IntStream.range(0, 120).asDoubleStream().toArray();
        double[] spread = new double[120];

        assertThat(colours(write(new LinePlot("t", "x", "y").add("line", many, many, spread))))
                .contains(BLUE);
    }

    @Test
    void drawsPowersOfTen() throws Exception {
        BufferedImage plot =
                write(
                        new LinePlot("State", "persons", "MB")
                                .logarithmicX()
                                .logarithmicY()
                                .add(
                                        "checkpoint",
                                        new double[] {1, 100, 10_000},
                                        new double[] {0.1, 0.5, 50}));
        assertThat(colours(plot)).contains(BLUE);
    }

    @Test
    void drawsABarForEachValue() throws Exception {
        Path file = folder.resolve("plot.png");
        new BarPlot("Recall", "expression", "share", List.of("neutral", "a name", "another"))
                .add("ours", new double[] {0.8, 0.9, 0})
                .add("theirs", new double[] {0.7, 0.6, 0.5}, new double[] {0.1, 0, 0.2})
                .decimals(3)
                .range(0, 1)
                .write(file);
        BufferedImage plot = ImageIO.read(file.toFile());

        assertThat(plot.getWidth()).isEqualTo(BarPlot.WIDTH);
        assertThat(plot.getHeight()).isEqualTo(BarPlot.HEIGHT);
        assertThat(colours(plot)).contains(BLUE, VERMILION);
    }

    @Test
    void drawsWordsOverBarsAndMarksInLines() throws Exception {
        Path file = folder.resolve("bars.png");
        new BarPlot("Recall", "expression", "share", List.of("a", "b"))
                .add("recall", new double[] {0, 0})
                .captions(List.of("0.0\nn = 3", ""))
                .write(file);
        BufferedImage plot = ImageIO.read(file.toFile());
        // Neither bar has a height: only the words over the first tell them apart.
        assertThat(dark(plot, 150, BarPlot.WIDTH / 2)).isGreaterThan(50);
        assertThat(dark(plot, BarPlot.WIDTH / 2 + 50, BarPlot.WIDTH - 50)).isZero();

        LinePlot lines = new LinePlot("t", "x", "y").add("line", X, X).wholeX();
        int unmarked = vertical(write(lines));
        assertThat(vertical(write(lines.mark(2)))).isEqualTo(unmarked + 1);
    }

    @Test
    void drawsHeatMaps() throws Exception {
        Path file = folder.resolve("heat.png");
        List<String> rows = List.of("a", "another row");
        List<String> columns = List.of("a", "b", "a long name of a column");
        new HeatMapPlot("Confusion", "majority", "predicted", rows, columns)
                .fill(
                        new double[][] {{0, 1, 2.0 / 3}, {0, 0, 0}},
                        new String[][] {{"", "3\n100 %", "2"}, {"", "", ""}})
                .write(file);
        BufferedImage plot = ImageIO.read(file.toFile());

        assertThat(colours(plot)).contains(BLUE, 0xFF00304F, 0xFFFFFFFF);
        assertThat(plot.getWidth()).isBetween(350, 500);
        assertThatThrownBy(
                        () ->
                                new HeatMapPlot("t", "r", "c", rows, columns)
                                        .fill(new double[2][2], new String[2][3]))
                .hasMessage("'a' has 2 values for 3 places: one for each, and at least one");
    }

    @Test
    void drawsReliability() throws Exception {
        Path file = folder.resolve("reliability.png");
        ReliabilityPlot plot = new ReliabilityPlot("Reliability");
        assertThatThrownBy(() -> plot.write(file)).hasMessage("nothing to plot: no bar was added");
        plot.add(0, 0.5, 3, 1).add(0.5, 1, 20_000, 0.5).write(file);
        BufferedImage image = ImageIO.read(file.toFile());

        assertThat(image.getWidth()).isEqualTo(ReliabilityPlot.WIDTH);
        int upper = image.getHeight() / 4;
        assertThat(image.getRGB(image.getWidth() / 3, upper)).isEqualTo(0xFF56B4E9);
        assertThat(image.getRGB(image.getWidth() * 7 / 8, image.getHeight() * 3 / 4))
                .isEqualTo(0xFF56B4E9);
        assertThat(image.getRGB(image.getWidth() * 7 / 8, upper)).isNotEqualTo(0xFF56B4E9);
    }

    /** Dark pixels where the plot is, between two columns. */
    private static int dark(BufferedImage image, int from, int to) {
        int dark = 0;
        for (int y = 60; y < image.getHeight() * 3 / 4; y++) {
            for (int x = from; x < to; x++) {
                dark += (image.getRGB(x, y) & 0xFF) < 100 ? 1 : 0;
            }
        }
        return dark;
    }

    /** Columns that are grey from the plot's top down, but for a line that crosses them. */
    private static int vertical(BufferedImage image) {
        int lines = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            int grey = 0;
            for (int y = 60; y < 360; y++) {
                grey += image.getRGB(x, y) == 0xFF808080 ? 1 : 0;
            }
            lines += grey > 250 ? 1 : 0;
        }
        return lines;
    }

    @Test
    void refusesSeriesThatDoNotFit() {
        LinePlot lines = new LinePlot("t", "x", "y").add("a", X, X);

        assertThatThrownBy(() -> lines.add("b", X, new double[2]))
                .hasMessage("'b' has 2 values for 3 places: one for each, and at least one");
        assertThatThrownBy(() -> lines.add("a", X, X)).hasMessage("there is a series 'a' already");
        assertThatThrownBy(() -> new BarPlot("t", "x", "y", List.of("c")).add("d", X))
                .hasMessage("'d' has 3 values for 1 places: one for each, and at least one");
        assertThatThrownBy(() -> new LinePlot("t", "x", "y").write(folder.resolve("none.png")))
                .hasMessage("nothing to plot: no series was added");
    }

    private BufferedImage write(LinePlot plot) throws Exception {
        Path file = folder.resolve("plot.png");
        plot.write(file);
        return ImageIO.read(file.toFile());
    }

    private static Set<Integer> colours(BufferedImage image) {
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y));
            }
        }
        return colours;
    }
}
