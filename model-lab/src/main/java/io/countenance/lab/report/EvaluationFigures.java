package io.countenance.lab.report;

import io.countenance.lab.evaluate.ConfusionMatrix;
import io.countenance.lab.evaluate.EvaluationDetails;
import io.countenance.lab.evaluate.ReliabilityBins;
import io.countenance.lab.plot.BarPlot;
import io.countenance.lab.plot.HeatMapPlot;
import io.countenance.lab.plot.ReliabilityPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a model takes for what, how sure it is of it, and what it recognises. */
final class EvaluationFigures {

    private final EvaluationDetails details;

    EvaluationFigures(EvaluationDetails details) {
        this.details = details;
    }

    /** Writes the plots into a folder, which is there. */
    List<HtmlPage.Figure> write(Path folder) throws IOException {
        return List.of(confusion(folder), reliability(folder), recall(folder));
    }

    private HtmlPage.Figure confusion(Path folder) throws IOException {
        ConfusionMatrix confusion = details.confusion();
        int labels = confusion.labels().size();
        double[][] shares = new double[labels][labels];
        String[][] texts = new String[labels][labels];
        for (int majority = 0; majority < labels; majority++) {
            int faces = confusion.actual(majority);
            for (int predicted = 0; predicted < labels; predicted++) {
                int count = confusion.counts()[majority][predicted];
                double share = count / (double) Math.max(1, faces);
                shares[majority][predicted] = share;
                texts[majority][predicted] =
                        count == 0
                                ? "0"
                                : String.format(Locale.ROOT, "%d%n%.1f %%", count, 100 * share);
            }
        }
        Path file = folder.resolve("confusion.png");
        new HeatMapPlot(
                        "Confusion matrix",
                        "majority label",
                        "predicted",
                        confusion.labels(),
                        confusion.labels())
                .fill(shares, texts)
                .write(file);
        return HtmlPage.Figure.of(
                file,
                "Confusion matrix",
                "Faces of each majority label by the most probable expression: how many, and which"
                        + " share of the row. The darker, the larger the share.");
    }

    private HtmlPage.Figure reliability(Path folder) throws IOException {
        ReliabilityBins reliability = details.reliability();
        ReliabilityPlot plot =
                new ReliabilityPlot(
                        String.format(
                                Locale.ROOT,
                                "Reliability, expected calibration error %.4f",
                                reliability.expectedCalibrationError()));
        for (ReliabilityBins.Bin bin : reliability.bins()) {
            if (bin.faces() > 0) {
                plot.add(bin.from(), bin.to(), bin.faces(), bin.accuracy());
            }
        }
        Path file = folder.resolve("reliability.png");
        plot.write(file);
        return HtmlPage.Figure.of(
                file,
                "Reliability diagram",
                "How often the model is right when it is so sure: too sure where a bar ends below the"
                        + " diagonal, too modest where above. The numbers are faces.");
    }

    private HtmlPage.Figure recall(Path folder) throws IOException {
        ConfusionMatrix confusion = details.confusion();
        int labels = confusion.labels().size();
        Path file = folder.resolve("recall.png");
        new BarPlot("Recall", "expression", "share recognised", confusion.labels())
                .add("recall", IntStream.range(0, labels).mapToDouble(confusion::recall).toArray())
                .captions(
                        IntStream.range(0, labels)
                                .mapToObj(
                                        label ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%.3f%nn = %d",
                                                        confusion.recall(label),
                                                        confusion.actual(label)))
                                .toList())
                .range(0, 1.05)
                .write(file);
        return HtmlPage.Figure.of(
                file,
                "Recall of each expression",
                "Share of the faces of each majority label that are recognised; n faces have it.");
    }
}
