package io.countenance.benchmarks.stages;

import io.countenance.job.options.JobOptions;
import io.countenance.vision.expression.ExpressionModel;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The expression model on so many faces in one call. */
@State(Scope.Thread)
public class ClassifyBatch {

    /** In a call. */
    @Param({"1", "8", "32"})
    public int batch;

    private ExpressionModel model;
    private byte[] crops;

    /** For JMH. */
    public ClassifyBatch() {}

    /** Opens the model. */
    @Setup
    public void open() {
        model =
                ExpressionModel.open(
                        JobOptions.parse("--kafka.bootstrap-servers=localhost:9092", "--device=cpu")
                                .servedModel()
                                .model());
        int size = model.contract().inputSize();
        crops = new byte[3 * size * size * batch];
        new Random(1).nextBytes(crops);
    }

    /** Crops to distributions. */
    @Benchmark
    public float[][] classify() {
        return model.classify(crops, batch);
    }

    /** Closes the model. */
    @TearDown
    public void close() {
        model.close();
    }
}
