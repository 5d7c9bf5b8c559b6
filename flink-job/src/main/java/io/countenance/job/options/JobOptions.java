package io.countenance.job.options;

import io.countenance.connectors.KafkaConnection;
import io.countenance.connectors.sink.ResultSinkOptions;
import io.countenance.connectors.source.FrameSourceOptions;
import io.countenance.connectors.topics.KafkaTopics.Topic;
import io.countenance.job.batch.BatchLimits;
import io.countenance.job.model.ServedModelOptions;
import io.countenance.job.order.CameraTimeOptions;
import io.countenance.job.sample.SampleOptions;
import io.countenance.job.window.WindowOptions;
import io.countenance.options.Program;
import io.countenance.options.PropertiesFile;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.identity.IdentityOptions;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.track.TrackerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Every option of the job, checked. Made by {@link #parse}; read from one thread while the job is
 * put together.
 */
@Command(
        name = "countenance",
        description = "Reads facial-expression distributions off video frames in Kafka.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        version = "Countenance 0.1.0")
public final class JobOptions {

    private static final String CONFIG = "--config";
    private static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 20;

    @Option(
            names = CONFIG,
            paramLabel = "<path>",
            description =
                    "A properties file of these options, without their hyphens (windows.size=30s); what stands on the command line comes before it.")
    private Path config;

    @Mixin private KafkaOptions kafka;
    @Mixin private FrameOptions frames;
    @Mixin private LoadOptions load;
    @Mixin private ModelOptions models;
    @Mixin private PersonOptions persons;
    @Mixin private ResultOptions results;

    private boolean informationOnly;

    /**
     * Reads and checks a command line.
     *
     * @throws CommandLine.ParameterException for unknown options and values of the wrong type
     * @throws io.countenance.options.InvalidOptionException for values that break a rule
     */
    public static JobOptions parse(String... arguments) {
        JobOptions options = new JobOptions();
        CommandLine line = Program.commandLine(options);
        line.parseArgs(withConfigFile(line, arguments));
        options.informationOnly = line.isUsageHelpRequested() || line.isVersionHelpRequested();
        if (!options.informationOnly) {
            options.check();
        }
        return options;
    }

    /**
     * Puts the config file's entries, save those given on the command line, in front of the
     * arguments.
     */
    static String[] withConfigFile(CommandLine line, String[] arguments) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            Path file;
            if (arguments[i].startsWith(CONFIG + "=")) {
                file = Path.of(arguments[i].substring(CONFIG.length() + 1));
            } else if (arguments[i].equals(CONFIG) && i + 1 < arguments.length) {
                file = Path.of(arguments[i + 1]);
            } else {
                continue;
            }
            Properties entries = PropertiesFile.read(CONFIG, file);
            for (String key : new TreeSet<>(entries.stringPropertyNames())) {
                String option = "--" + key;
                if (Arrays.stream(arguments)
                        .noneMatch(a -> a.equals(option) || a.startsWith(option + "="))) {
                    all.add(option + "=" + entries.getProperty(key));
                }
            }
        }
        all.addAll(Arrays.asList(arguments));
        return all.toArray(String[]::new);
    }

    private void check() {
        kafka.check();
        frames.check();
        models.check();
        persons.check();
        frames.check(persons.allowedLateness);
        load.check(frames.maxFramesPerSecond, frames.stopAt);
        results.check(frames.topic);
    }

    /** Whether {@code --help} or {@code --version} was given, so that nothing is to be run. */
    public boolean informationOnly() {
        return informationOnly;
    }

    public KafkaConnection kafkaConnection() {
        return kafka.connection();
    }

    public FrameSourceOptions frameSource() {
        return frames.source(kafka.connection());
    }

    public ResultSinkOptions resultSinks() {
        return results.sinks(kafka.connection());
    }

    public ResultTopics resultTopics() {
        return new ResultTopics(
                results.faceExpressions,
                results.frameResults,
                results.expressionWindows,
                results.roomWindows,
                results.deadLetters);
    }

    public BatchLimits batchLimits() {
        return frames.batchLimits();
    }

    public ImageLimits imageLimits() {
        return frames.imageLimits();
    }

    /** How cameras are thinned; null where all frames are read. */
    public @Nullable SampleOptions sampling() {
        return load.sampling(frames.maxFramesPerSecond, frames.cameraTtl);
    }

    /** How each camera's time goes. */
    public CameraTimeOptions cameraTime() {
        return frames.cameraTime(persons.allowedLateness);
    }

    /** Cameras that an operator counts by name. */
    public int maxCameraMetrics() {
        return load.maxCameras;
    }

    public DetectorOptions detector() {
        return models.detector();
    }

    public ServedModelOptions servedModel() {
        return models.served();
    }

    public TrackerOptions tracker() {
        return persons.tracker();
    }

    /** How persons are told apart by their faces; null where they are not. */
    public @Nullable IdentityOptions identity() {
        return persons.identity();
    }

    /** How faces are embedded; null where they are not. */
    public @Nullable EmbeddingOptions embedding() {
        return persons.identity() == null ? null : models.embedding(persons);
    }

    public WindowOptions windows() {
        return persons.windows();
    }

    public Privacy privacy() {
        return persons.privacy;
    }

    /** From one checkpoint to the next; zero leaves it to the cluster. */
    public Duration checkpointInterval() {
        return results.checkpointInterval;
    }

    /** Whether topics that are not there are to be created. */
    public boolean createTopics() {
        return kafka.createTopics;
    }

    /** Copies of created topics. */
    public short replication() {
        return kafka.replication;
    }

    /** All topics as they would be created. */
    public List<Topic> topics() {
        List<Topic> topics = new ArrayList<>();
        topics.add(new Topic(frames.topic, kafka.partitions, frames.maxBytes));
        for (String topic : results.topics()) {
            topics.add(new Topic(topic, kafka.partitions, DEFAULT_MAX_MESSAGE_BYTES));
        }
        return topics;
    }
}
