package io.countenance.benchmarks.stages;

import io.countenance.benchmarks.engine.RoomFrames;
import io.countenance.job.options.JobOptions;
import io.countenance.schemas.BoundingBox;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.FaceQuality;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.RejectedImageException;
import io.countenance.vision.quality.FaceQualityEstimator;
import io.countenance.vision.track.CameraTracks;
import io.countenance.vision.track.PersonTracker;
import io.countenance.vision.track.TrackedDetection;
import io.countenance.vision.window.ExpressionAccumulator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Each stage on its own, on all faces of one frame, with the kernels and options of the job. */
@State(Scope.Thread)
public class FrameStages {

    private static final int FRAME_MILLIS = 50;

    /** Width x height of the frame, px. */
    @Param({"640x480", "1280x720"})
    public String size;

    /** In the frame. */
    @Param({"1", "5", "20"})
    public int faces;

    private byte[] jpeg;
    private ImageDecoder decoder;
    private FaceDetector detector;
    private FaceCropper cropper;
    private FaceQualityEstimator qualities;
    private ExpressionModel model;
    private DecodedImage image;
    private List<DetectedFace> found;
    private List<TrackedDetection> detections;
    private int cropSize;
    private byte[] crops;
    private float[][] distributions;
    private String[] labels;
    private PersonTracker tracker;
    private CameraTracks tracks;
    private List<ExpressionAccumulator> windows;
    private List<FaceExpression> records;
    private RecordCodec<FaceExpression> codec;
    private long time;

    /** For JMH. */
    public FrameStages() {}

    /** Opens the kernels and reads the frame once. */
    @Setup
    public void open() throws RejectedImageException {
        JobOptions job =
                JobOptions.parse("--kafka.bootstrap-servers=localhost:9092", "--device=cpu");
        jpeg = RoomFrames.of(size, faces, 1).image(0).bytes();
        decoder = new ImageDecoder(job.imageLimits());
        detector = FaceDetectors.open(job.detector());
        model = ExpressionModel.open(job.servedModel().model());
        cropSize = model.contract().inputSize();
        cropper = new FaceCropper(model.contract().cropPolicy(), cropSize);
        qualities = new FaceQualityEstimator();
        image = decoder.decode(jpeg);
        found = detector.detect(List.of(image)).get(0);
        if (found.size() != faces) {
            throw new IllegalStateException(
                    "%d of %d faces were found".formatted(found.size(), faces));
        }
        detections =
                found.stream().map(face -> new TrackedDetection(face.box(), face.score())).toList();
        crops = crop();
        distributions = classify();
        labels = model.contract().labels().toArray(String[]::new);
        tracker = new PersonTracker(job.tracker());
        tracks = new CameraTracks();
        windows = new ArrayList<>();
        records = new ArrayList<>();
        for (int i = 0; i < faces; i++) {
            windows.add(new ExpressionAccumulator());
            records.add(record(found.get(i), distributions[i]));
        }
        codec = new RecordCodec<>(FaceExpression.class, ResultFormat.JSON);
        time = System.currentTimeMillis();
    }

    private FaceExpression record(DetectedFace face, float[] distribution) {
        Map<String, Float> byLabel = new LinkedHashMap<>();
        for (int label = 0; label < labels.length; label++) {
            byLabel.put(labels[label], distribution[label]);
        }
        return FaceExpression.newBuilder()
                .setCameraId("camera-1")
                .setSequenceNumber(1234)
                .setCaptureTime(Instant.ofEpochMilli(1_700_000_000_000L))
                .setPersonId(7)
                .setFrameWidth(image.width())
                .setFrameHeight(image.height())
                .setBox(
                        BoundingBox.newBuilder()
                                .setX(face.box().x())
                                .setY(face.box().y())
                                .setWidth(face.box().width())
                                .setHeight(face.box().height())
                                .build())
                .setDetectionScore(face.score())
                .setQuality(
                        FaceQuality.newBuilder()
                                .setScore(0.5f)
                                .setSharpness(100)
                                .setSizePixels(face.box().width())
                                .setYawDegrees(null)
                                .setRollDegrees(null)
                                .build())
                .setDominant(labels[0])
                .setDistribution(byLabel)
                .setModelId(model.contract().modelId())
                .build();
    }

    /** JPEG to pixels. */
    @Benchmark
    public int decode() throws RejectedImageException {
        try (DecodedImage decoded = decoder.decode(jpeg)) {
            return decoded.width();
        }
    }

    /** Pixels to boxes. */
    @Benchmark
    public List<List<DetectedFace>> detect() {
        return detector.detect(List.of(image));
    }

    /** Boxes to crops. */
    @Benchmark
    public byte[] crop() {
        byte[] pixels = new byte[found.size() * 3 * cropSize * cropSize];
        for (int i = 0; i < found.size(); i++) {
            cropper.crop(image, found.get(i), pixels, i * 3 * cropSize * cropSize);
        }
        return pixels;
    }

    /** Crops to quality scores. */
    @Benchmark
    public float quality() {
        float sum = 0;
        for (int i = 0; i < found.size(); i++) {
            sum +=
                    qualities
                            .estimate(crops, i * 3 * cropSize * cropSize, cropSize, found.get(i))
                            .score();
        }
        return sum;
    }

    /** Crops to distributions, all in one call. */
    @Benchmark
    public float[][] classify() {
        return model.classify(crops, found.size());
    }

    /** Boxes to persons. */
    @Benchmark
    public long[] track() {
        time += FRAME_MILLIS;
        return tracker.update(tracks, time, detections);
    }

    /** Distributions into windows. */
    @Benchmark
    public int aggregate() {
        time += FRAME_MILLIS;
        for (int i = 0; i < faces; i++) {
            windows.get(i).add(labels, time, distributions[i], 0.5f, "model");
        }
        return windows.get(0).observations;
    }

    /** Records of face-expressions to JSON. */
    @Benchmark
    public int serialise() {
        int bytes = 0;
        for (FaceExpression face : records) {
            bytes += codec.encode(face).length;
        }
        return bytes;
    }

    /** Closes the kernels. */
    @TearDown
    public void close() {
        image.close();
        qualities.close();
        cropper.close();
        model.close();
        detector.close();
    }
}
