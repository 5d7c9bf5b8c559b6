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
