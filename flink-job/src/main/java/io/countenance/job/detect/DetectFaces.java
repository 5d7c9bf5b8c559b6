package io.countenance.job.detect;

import io.countenance.connectors.source.IngestedFrame;
import io.countenance.job.batch.FrameBatch;
import io.countenance.job.frame.FaceReading;
import io.countenance.job.frame.FrameFaces;
import io.countenance.job.frame.FrameOrigin;
import io.countenance.job.frame.Refusal;
import io.countenance.job.frame.Stage;
import io.countenance.schemas.ReasonCode;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.expression.ExpressionModel;
import io.countenance.vision.expression.ExpressionModelOptions;
import io.countenance.vision.expression.ModelContract;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes frames, finds the faces and cuts them out as the expression model wants them. In: {@link
 * FrameBatch}. Out: {@link FaceBatch}, a {@link FrameFaces} for each frame, in order.
 *
 * <p>A frame that cannot be read, or that the detector fails on, comes out refused; the others of
 * its batch are not touched by it. Pixels live only within one call.
 */
public final class DetectFaces extends RichMapFunction<FrameBatch, FaceBatch> {

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(DetectFaces.class);
    private static final String[] NOT_CLASSIFIED = {};
    private static final float[] NO_DISTRIBUTION = {};

    private final ImageLimits imageLimits;
    private final DetectorOptions detectorOptions;
    private final ExpressionModelOptions modelOptions;

    private transient ImageDecoder decoder;
    private transient FaceDetector detector;
    private transient FaceCropper cropper;
    private transient FaceQualityEstimator qualities;
    private transient int cropSize;

    public DetectFaces(
            ImageLimits imageLimits,
            DetectorOptions detectorOptions,
            ExpressionModelOptions modelOptions) {
        this.imageLimits = imageLimits;
        this.detectorOptions = detectorOptions;
        this.modelOptions = modelOptions;
    }

    @Override
    public void open(OpenContext context) {
        ModelContract contract = ExpressionModel.readContract(modelOptions);
        cropSize = contract.inputSize();
        decoder = new ImageDecoder(imageLimits);
        detector = FaceDetectors.open(detectorOptions);
        cropper = new FaceCropper(contract.cropPolicy(), cropSize);
        qualities = new FaceQualityEstimator();
    }

    @Override
    public FaceBatch map(FrameBatch batch) {
        List<IngestedFrame> frames = batch.frames();
        FrameFaces[] results = new FrameFaces[frames.size()];
        List<DecodedImage> images = new ArrayList<>(frames.size());
        try {
            List<Integer> places = new ArrayList<>(frames.size());
            for (int i = 0; i < results.length; i++) {
                results[i] = describe(frames.get(i));
                if (results[i].refusal() != null) {
                    continue;
                }
                try {
                    IngestedFrame frame = frames.get(i);
                    images.add(decoder.decode(frame.image(), frame.width(), frame.height()));
                    places.add(i);
                } catch (RejectedImageException e) {
                    results[i] =
                            results[i].refused(
                                    Refusal.of(Stage.DECODE, e.reason(), e.getMessage()));
                }
            }
            return cutOut(results, places, images);
        } finally {
            images.forEach(DecodedImage::close);
        }
    }

    private FaceBatch cutOut(
            FrameFaces[] results, List<Integer> places, List<DecodedImage> images) {
        List<@Nullable List<DetectedFace>> detections = detect(images);
        int cropBytes = cropSize * cropSize * 3;
        int total = 0;
        for (List<DetectedFace> found : detections) {
            total += found == null ? 0 : found.size();
        }
        byte[] crops = new byte[total * cropBytes];
        int offset = 0;
        for (int k = 0; k < images.size(); k++) {
            FrameFaces frame = results[places.get(k)];
            List<DetectedFace> found = detections.get(k);
            int frameStart = offset;
            try {
                if (found == null) {
                    throw new IllegalStateException("the detector failed on this frame alone, too");
                }
                List<FaceReading> faces = new ArrayList<>(found.size());
                for (DetectedFace face : found) {
                    cropper.crop(images.get(k), face, crops, offset);
                    faces.add(
                            new FaceReading(
                                    face.box(),
                                    face.score(),
                                    qualities.estimate(crops, offset, cropSize, face),
                                    NO_DISTRIBUTION));
                    offset += cropBytes;
                }
                results[places.get(k)] = sized(frame, images.get(k), faces);
            } catch (RuntimeException e) {
                LOG.warn(
                        "Faces of frame {} of camera {} not read",
                        frame.sequenceNumber(),
                        frame.cameraId(),
                        e);
                offset = frameStart;
                results[places.get(k)] =
                        frame.refused(
                                Refusal.of(
                                        Stage.DETECT,
                                        ReasonCode.DETECTOR_FAILED,
                                        String.valueOf(e.getMessage())));
            }
        }
        return new FaceBatch(
                Arrays.asList(results),
                offset == crops.length ? crops : Arrays.copyOf(crops, offset));
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
                frame.captureTime(),
                0,
                0,
                List.of(),
                NOT_CLASSIFIED,
                "",
                new FrameOrigin(frame.topic(), frame.partition(), frame.offset()),
                refusal);
    }

    private static FrameFaces sized(FrameFaces frame, DecodedImage image, List<FaceReading> faces) {
        return new FrameFaces(
                frame.cameraId(),
                frame.sequenceNumber(),
                frame.captureTime(),
                image.width(),
                image.height(),
                faces,
                NOT_CLASSIFIED,
                "",
                frame.origin(),
                null);
    }

    @Override
    public void close() {
        try (FaceDetector closedDetector = detector;
                FaceCropper closedCropper = cropper;
                FaceQualityEstimator closedQualities = qualities) {
            decoder = null;
        }
    }
}
