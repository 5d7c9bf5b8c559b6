package io.countenance.job.detect;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.job.batch.FrameBatch;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.FrameLogContext;
import io.countenance.job.frame.FrameOrigin;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.job.metrics.ProcessMemory;
import io.countenance.job.metrics.StageTimes;
import io.countenance.job.metrics.TimedStage;
import io.countenance.job.model.ModelHold;
import io.countenance.job.model.ServedModel;
import io.countenance.job.model.ServedModelOptions;
import io.countenance.schemas.ReasonCode;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.expression.ModelContract;
import io.countenance.vision.identity.EmbeddingOptions;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.RejectedImageException;
import io.countenance.vision.quality.FaceQualityEstimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes frames, finds the faces and cuts them out as the expression model wants them. In: {@link
 * FrameBatch}. Out: {@link FaceBatch}, a {@link FrameFaces} for each frame, in order.
 *
 * <p>A new version of the expression model is taken here, between two batches: the whole batch is
 * cut out as that version asks, and says so. A subtask that gets no frames takes it when a
 * checkpoint is complete, so that the old one is not kept in memory for it.
 *
 * <p>A frame that cannot be read, or that the detector fails on, comes out refused; the others of
 * its batch are not touched by it. Pixels live only within one call.
 */
public final class DetectFaces extends RichMapFunction<FrameBatch, FaceBatch>
        implements CheckpointListener {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DetectFaces.class);
    private static final String[] NOT_CLASSIFIED = {};
    private static final float[] NO_DISTRIBUTION = {};
    private static final byte[] NO_CROPS = {};

    /** Pixels that are decoded at once, 3 bytes each: a batch of small files can be gigabytes. */
    private static final long MAX_DECODED_PIXELS = 20_000_000;

    /**
     * More faces than any frame holds that can still be read; a detector that finds them is broken.
     */
    private static final int MAX_FACES = 1000;

    private final ImageLimits imageLimits;
    private final DetectorOptions detectorOptions;
    private final ServedModelOptions modelOptions;
    private final @Nullable EmbeddingOptions embeddingOptions;

    private transient ServedModel served;
    private transient ModelHold hold;
    private transient ImageDecoder decoder;
    private transient FaceDetector detector;
    private transient FaceCropper cropper;
    private transient FaceQualityEstimator qualities;
    private transient int cropSize;
    private transient StageTimes times;
    private transient Counter facesDetected;
    private transient @Nullable EmbeddingCropper embeddingCropper;

    /** Cuts out nothing to be embedded. */
    public DetectFaces(
            ImageLimits imageLimits,
            DetectorOptions detectorOptions,
            ServedModelOptions modelOptions) {
        this(imageLimits, detectorOptions, modelOptions, null);
    }

    /**
     * With null for {@code embeddingOptions} no face is to be embedded, else those that they say.
     */
    public DetectFaces(
            ImageLimits imageLimits,
            DetectorOptions detectorOptions,
            ServedModelOptions modelOptions,
            @Nullable EmbeddingOptions embeddingOptions) {
        this.imageLimits = imageLimits;
        this.detectorOptions = detectorOptions;
        this.modelOptions = modelOptions;
        this.embeddingOptions = embeddingOptions;
    }

    @Override
    public void open(OpenContext context) {
        served = ServedModel.open(getRuntimeContext().getJobInfo().getJobId(), modelOptions);
        cutOutFor(served.holdCurrent());
        decoder = new ImageDecoder(imageLimits);
        detector = FaceDetectors.open(detectorOptions);
        qualities = new FaceQualityEstimator();
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        times = new StageTimes(metrics, TimedStage.DECODE, TimedStage.DETECT, TimedStage.CROP);
        facesDetected = metrics.counter("facesDetected");
        ProcessMemory.register(metrics);
        embeddingCropper = embeddingOptions == null ? null : new EmbeddingCropper(embeddingOptions);
    }

    private void cutOutFor(ModelHold next) {
        try (ModelHold before = hold;
                FaceCropper cropperBefore = cropper) {
            hold = next;
            ModelContract contract = next.contract();
            cropSize = contract.inputSize();
            cropper = new FaceCropper(contract.cropPolicy(), cropSize);
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        goOver();
    }

    private void goOver() {
        if (!served.currentId().equals(hold.contract().modelId())) {
            cutOutFor(served.holdCurrent());
        }
    }

    @Override
    public FaceBatch map(FrameBatch batch) {
        goOver();
        List<IngestedFrame> frames = batch.frames();
        FrameFaces[] results = new FrameFaces[frames.size()];
        byte[][] crops = new byte[results.length][];
        int next = 0;
        while (next < results.length) {
            next = readSome(frames, next, results, crops);
        }
        return new FaceBatch(
                Arrays.asList(results),
                joined(crops),
                hold.contract().modelId(),
                embeddingCropper == null ? null : embeddingCropper.take());
    }

    /**
     * Reads frames from {@code first} on until their pixels fill the memory allowed; returns the
     * next.
     */
    private int readSome(
            List<IngestedFrame> frames, int first, FrameFaces[] results, byte[][] crops) {
        List<DecodedImage> images = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        try {
            long started = times.start();
            int i = first;
            for (long pixels = 0; i < results.length && pixels < MAX_DECODED_PIXELS; i++) {
                IngestedFrame frame = frames.get(i);
                results[i] = describe(frame);
                crops[i] = NO_CROPS;
                if (results[i].refusal() != null) {
                    continue;
                }
                try {
                    DecodedImage image =
                            decoder.decode(frame.image(), frame.width(), frame.height());
                    images.add(image);
                    places.add(i);
                    pixels += (long) image.width() * image.height();
                } catch (RejectedImageException e) {
                    results[i] =
                            results[i].refused(
                                    Refusal.of(Stage.DECODE, e.reason(), e.getMessage()));
                }
            }
            started = times.end(TimedStage.DECODE, started);
            List<@Nullable List<DetectedFace>> detections = detect(images);
            started = times.end(TimedStage.DETECT, started);
            for (int k = 0; k < images.size(); k++) {
                cutOut(images.get(k), detections.get(k), places.get(k), results, crops);
            }
            times.end(TimedStage.CROP, started);
            return i;
        } finally {
            images.forEach(DecodedImage::close);
        }
    }

    private void cutOut(
            DecodedImage image,
            @Nullable List<DetectedFace> found,
            int place,
            FrameFaces[] results,
            byte[][] crops) {
        FrameFaces frame = results[place];
        try {
            if (found == null) {
                throw new IllegalStateException("the detector failed on this frame alone, too");
            }
            if (found.size() > MAX_FACES) {
                throw new IllegalStateException(
                        "the detector found %d faces, more than %d"
                                .formatted(found.size(), MAX_FACES));
            }
            int cropBytes = cropSize * cropSize * 3;
            byte[] pixels = new byte[Math.multiplyExact(found.size(), cropBytes)];
            List<FaceReading> faces = new ArrayList<>(found.size());
            for (DetectedFace face : found) {
                int offset = faces.size() * cropBytes;
                cropper.crop(image, face, pixels, offset);
                faces.add(
                        new FaceReading(
                                face.box(),
                                face.score(),
                                qualities.estimate(pixels, offset, cropSize, face),
                                NO_DISTRIBUTION));
            }
            cutOutToEmbed(image, found, faces, frame, place);
            crops[place] = pixels;
            results[place] = sized(frame, image, faces);
            facesDetected.inc(faces.size());
        } catch (RuntimeException e) {
            try (FrameLogContext ids = FrameLogContext.of(frame)) {
                LOG.warn(
                        "Faces of frame {} of camera {} not read",
                        frame.sequenceNumber(),
                        frame.cameraId(),
                        e);
            }
            results[place] =
                    frame.refused(
                            Refusal.of(
                                    Stage.DETECT,
                                    ReasonCode.DETECTOR_FAILED,
                                    String.valueOf(e.getMessage())));
        }
    }

    private void cutOutToEmbed(
            DecodedImage image,
            List<DetectedFace> found,
            List<FaceReading> faces,
            FrameFaces frame,
            int place) {
        if (embeddingCropper != null
                && embeddingCropper.isDue(frame.cameraId(), frame.captureTime())) {
            for (int i = 0; i < found.size(); i++) {
                embeddingCropper.add(image, found.get(i), faces.get(i).quality().score(), place, i);
            }
        }
    }

    private static byte[] joined(byte[][] crops) {
        int bytes = 0;
        for (byte[] ofFrame : crops) {
            bytes = Math.addExact(bytes, ofFrame.length);
        }
        byte[] all = new byte[bytes];
        int offset = 0;
        for (byte[] ofFrame : crops) {
            System.arraycopy(ofFrame, 0, all, offset, ofFrame.length);
            offset += ofFrame.length;
        }
        return all;
    }

    /** The faces of each image; null for one that the detector fails on even alone. */
    private List<@Nullable List<DetectedFace>> detect(List<DecodedImage> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        try {
            return new ArrayList<>(detector.detect(images));
        } catch (RuntimeException e) {
            LOG.warn(
                    "The detector failed on a batch of {} frames; each is tried alone",
                    images.size(),
                    e);
        }
        List<@Nullable List<DetectedFace>> detections = new ArrayList<>(images.size());
        for (DecodedImage image : images) {
            try {
                detections.add(detector.detect(List.of(image)).get(0));
            } catch (RuntimeException e) {
                detections.add(null);
            }
        }
        return detections;
    }

    private static FrameFaces describe(IngestedFrame frame) {
        Refusal refusal =
                frame.refused()
                        ? new Refusal(Stage.SOURCE.code(), frame.reason(), frame.message())
                        : null;
        return new FrameFaces(
                frame.cameraId(),
                frame.sequenceNumber(),
                frame.contentHash(),
                frame.captureTime(),
                0,
                0,
                List.of(),
                NOT_CLASSIFIED,
                "",
                new FrameOrigin(frame.topic(), frame.partition(), frame.offset()),
                frame.sampling(),
                refusal);
    }

    private static FrameFaces sized(FrameFaces frame, DecodedImage image, List<FaceReading> faces) {
        return new FrameFaces(
                frame.cameraId(),
                frame.sequenceNumber(),
                frame.contentHash(),
                frame.captureTime(),
                image.width(),
                image.height(),
                faces,
                NOT_CLASSIFIED,
                "",
                frame.origin(),
                frame.sampling(),
                null);
    }

    @Override
    public void close() {
        try (ServedModel closedServed = served;
                ModelHold closedHold = hold;
                FaceDetector closedDetector = detector;
                FaceCropper closedCropper = cropper;
                EmbeddingCropper closedEmbeddingCropper = embeddingCropper;
                FaceQualityEstimator closedQualities = qualities) {
            decoder = null;
        }
    }
}
