package io.countenance.lab.train;

import io.countenance.lab.evaluate.Evaluation;
import io.countenance.lab.evaluate.Measures;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code metrics.csv}.
 *
 * @param epoch counted from 1
 * @param minutes trained so far
 * @param imagesPerSecond in training, this epoch
 * @param learningRate of the epoch's last step
 * @param trainLoss mean over the epoch
 * @param trainAccuracy share of the faces with a majority label, as the weights stood and the
 *     pictures were varied in each step
 * @param validationLoss the same loss of the averaged weights, null without validation data
 * @param validation of the averaged weights, null without validation data
 */
public record EpochMetrics(
        int epoch,
        double minutes,
        double imagesPerSecond,
        float learningRate,
        double trainLoss,
        double trainAccuracy,
        @Nullable Double validationLoss,
        @Nullable Evaluation validation) {

    static final String HEADER =
            "epoch,minutes,images_per_second,learning_rate,train_loss,valid_accuracy,valid_macro_f1,"
                    + "valid_kl,leak_free_accuracy,leak_free_macro_f1,leak_free_kl,train_accuracy,"
                    + "valid_loss";

    String csv() {
        String line =
                String.format(
                        Locale.ROOT,
                        "%d,%.2f,%.1f,%.6f,%.5f",
                        epoch,
                        minutes,
                        imagesPerSecond,
                        learningRate,
                        trainLoss);
        line +=
                validation == null
                        ? ",,,,,,"
                        : csv(validation.all())
                                + (validation.leakFree() == null
                                        ? ",,,"
                                        : csv(validation.leakFree()));
        line += String.format(Locale.ROOT, ",%.5f,", trainAccuracy);
        return validationLoss == null
                ? line
                : line + String.format(Locale.ROOT, "%.5f", validationLoss);
    }

    private static String csv(Measures measures) {
        return String.format(
                Locale.ROOT,
                ",%.5f,%.5f,%.5f",
                measures.accuracy(),
                measures.macroF1(),
                measures.kl());
    }
}
