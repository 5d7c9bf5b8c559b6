package io.countenance.benchmarks.scale;

import io.countenance.job.CountenanceJob;
import io.countenance.job.CountenancePipeline;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.options.JobOptions;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The operators of the job that have state, fed with synthetic faces: no pixels, models, or Kafka.
 */
final class PersonsJob {

    /** Part of the name of the task that makes the frames. */
    static final String FACES = "SyntheticFaces";

    private PersonsJob() {}

    /**
     * Adds it to an environment. It goes on after the last frame.
     *
     * @param framesOfACamera until there are no more
     */
    static void build(
            StreamExecutionEnvironment environment,
            JobOptions options,
            SyntheticFaces synthetic,
            int framesOfACamera) {
        environment.configure(CountenanceJob.settings(options));
        DataStream<FrameFaces> faces =
                environment
                        .fromSequence(0, (long) synthetic.cameras() * framesOfACamera - 1)
                        .uid("numbers")
                        .setParallelism(1)
                        .map(synthetic, TypeInformation.of(FrameFaces.class))
                        .name(FACES)
                        .uid("synthetic-faces")
                        .setParallelism(1);
        DataStream<FrameFaces> silence =
                environment
                        .fromSequence(0, Long.MAX_VALUE)
                        .uid("silent-numbers")
                        .setParallelism(1)
                        .flatMap(new Silence())
                        .returns(FrameFaces.class)
                        .name("Silence")
                        .uid("silence")
                        .setParallelism(1);
        CountenancePipeline.follow(faces.union(silence), options);
    }
}
