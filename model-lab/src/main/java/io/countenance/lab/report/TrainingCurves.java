package io.countenance.lab.report;

import io.countenance.lab.plot.LinePlot;
import io.countenance.lab.train.EpochLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How accuracy, loss and learning rate went over the epochs: the paper's figures 8 and 9. */
final class TrainingCurves {

    private static final String KEPT = " The vertical line is the epoch that was kept.";

    private final List<EpochLine> epochs;
    private final @Nullable Integer kept;

    /**
     * Curves of a run.
     *
     * @param epochs one or more
     * @param kept the epoch of the best checkpoint, if that is known
     */
    TrainingCurves(List<EpochLine> epochs, @Nullable Integer kept) {
        this.epochs = epochs;
        // Of a single epoch there is nothing to tell apart.
        this.kept = epochs.size() > 1 ? kept : null;
    }

    /** Writes the plots into a folder, which is there. */
    List<HtmlPage.Figure> write(Path folder) throws IOException {
        List<HtmlPage.Figure> figures = new ArrayList<>();
        if (has(EpochLine::trainAccuracy) || has(EpochLine::validAccuracy)) {
            LinePlot accuracy = new LinePlot("Accuracy", "epoch", "share of faces");
            add(accuracy, "training", EpochLine::trainAccuracy);
            add(accuracy, "validation", EpochLine::validAccuracy);
            add(accuracy, "validation, leak-free", EpochLine::leakFreeAccuracy);
            figures.add(
                    write(
                            accuracy,
                            folder.resolve("accuracy.png"),
                            "Accuracy over epochs",
                            "Training: as the weights stood and the pictures were varied in each"
                                    + " step. Validation: the averaged weights on pictures as they"
                                    + " are; leak-free without those that stand in the training"
                                    + " split too."));
        }
        LinePlot loss = new LinePlot("Loss", "epoch", "loss");
        add(loss, "training", EpochLine::trainLoss);
        add(loss, "validation", EpochLine::validLoss);
        figures.add(
                write(
                        loss,
                        folder.resolve("loss.png"),
                        "Loss over epochs",
                        "The loss that is minimised, on the same pictures as the accuracy."));
        LinePlot rate = new LinePlot("Learning rate", "epoch", "of the epoch's last step");
        add(rate, "learning rate", EpochLine::learningRate);
        figures.add(
                write(
                        rate,
                        folder.resolve("learning-rate.png"),
                        "Learning rate over epochs",
                        "The learning rate of each epoch's last step."));
        return figures;
    }

    private boolean has(Function<EpochLine, @Nullable Double> measure) {
        return epochs.stream().map(measure).anyMatch(Objects::nonNull);
    }

    private void add(LinePlot plot, String name, Function<EpochLine, @Nullable Double> measure) {
        if (has(measure)) {
            plot.add(
                    name,
                    epochs.stream().mapToDouble(EpochLine::epoch).toArray(),
                    epochs.stream()
                            .map(measure)
                            .mapToDouble(value -> value == null ? Double.NaN : value)
                            .toArray());
        }
    }

    private HtmlPage.Figure write(LinePlot plot, Path file, String name, String caption)
            throws IOException {
        plot.wholeX();
        if (kept != null) {
            plot.mark(kept);
        }
        plot.write(file);
        return HtmlPage.Figure.of(file, name, kept == null ? caption : caption + KEPT);
    }
}
