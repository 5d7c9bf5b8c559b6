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
 * @param validation of the averaged weights, null without validation data
 */
public record EpochMetrics(
        int epoch,
        double minutes,
        double imagesPerSecond,
        float learningRate,
        double trainLoss,
        @Nullable Evaluation validation) {

    static final String HEADER =
            "epoch,minutes,images_per_second,learning_rate,train_loss,valid_accuracy,valid_macro_f1,"
                    + "valid_kl,leak_free_accuracy,leak_free_macro_f1,leak_free_kl";

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
        return validation == null
                ? line + ",,,,,,"
                : line
                        + csv(validation.all())
                        + (validation.leakFree() == null ? ",,," : csv(validation.leakFree()));
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
