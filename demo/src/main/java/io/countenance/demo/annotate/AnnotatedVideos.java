package io.countenance.demo.annotate;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MPEG4;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.opencv.global.opencv_core.BORDER_REPLICATE;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imread;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.countenance.demo.annotate.StoredFrames.StoredFrame;
import io.countenance.schemas.FaceExpression;
import io.countenance.schemas.RecordCodec;
import io.countenance.schemas.ResultFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.jspecify.annotations.Nullable;

/**
 * Makes an MP4 file of each camera from its stored frames and the faces that were read in them, and
 * a still of the frame with the most persons, as PNG. One thread at a time.
 */
public final class AnnotatedVideos {

    private static final double DEFAULT_FRAME_RATE = 25;
    private static final double BITS_PER_PIXEL = 0.15;

    private final StoredFrames frames;
    private final Path faces;
    private final FrameAnnotator annotator;

    /**
     * @param faces JSON lines of {@link FaceExpression}, each camera's in the order of its frames
     * @param blur whether faces are made unrecognisable
     */
    public AnnotatedVideos(StoredFrames frames, Path faces, boolean blur) {
        this.frames = frames;
        this.faces = faces;
        this.annotator = new FrameAnnotator(blur);
    }

    /** Writes {@code CAMERA.mp4} and {@code CAMERA.png} of every camera; returns the files. */
    public List<Path> write(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String cameraId : frames.cameraIds()) {
            String name = cameraId.replaceAll("[^\\p{L}\\p{N}._-]", "_");
            Path video = directory.resolve(name + ".mp4");
            Path still = directory.resolve(name + ".png");
            write(cameraId, video, still);
            files.add(video);
            files.add(still);
        }
        return files;
    }

    private void write(String cameraId, Path video, Path still) throws IOException {
        List<StoredFrame> stored = frames.frames(cameraId);
        double frameRate = frameRate(stored);
        long start = stored.get(0).captureTime();
        int mostPersons = -1;
        FFmpegFrameRecorder recorder = null;
        try (OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
                FacesByFrame found = new FacesByFrame(cameraId);
                Mat even = new Mat()) {
            for (StoredFrame frame : stored) {
                List<FaceExpression> seen = found.of(frame.sequenceNumber());
                try (Mat picture = imread(frame.file().toString(), IMREAD_COLOR)) {
                    annotator.annotate(picture, seen);
                    int persons =
                            (int) seen.stream().filter(face -> face.getPersonId() > 0).count();
                    if (persons > mostPersons) {
                        mostPersons = persons;
                        imwrite(still.toString(), picture);
                    }
                    // The codec halves colour both ways: sides must be even.
                    copyMakeBorder(
                            picture,
                            even,
                            0,
                            picture.rows() % 2,
                            0,
                            picture.cols() % 2,
                            BORDER_REPLICATE,
                            Scalar.all(0));
                    if (recorder == null) {
                        recorder = open(video, even.cols(), even.rows(), frameRate);
                    }
                    recorder.setTimestamp(1000 * (frame.captureTime() - start));
                    recorder.record(converter.convert(even));
                }
            }
        } finally {
            if (recorder != null) {
                recorder.close();
            }
        }
    }

    private static FFmpegFrameRecorder open(Path file, int width, int height, double frameRate)
            throws IOException {
        try {
            return open(file, width, height, frameRate, AV_CODEC_ID_H264);
        } catch (FFmpegFrameRecorder.Exception e) {
            // Builds of FFmpeg without an H.264 encoder have this one.
            return open(file, width, height, frameRate, AV_CODEC_ID_MPEG4);
        }
    }

    private static FFmpegFrameRecorder open(
            Path file, int width, int height, double frameRate, int codec) throws IOException {
        av_log_set_level(AV_LOG_ERROR);
        FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), width, height, 0);
        try {
            recorder.setFormat("mp4");
            recorder.setVideoCodec(codec);
            recorder.setPixelFormat(AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(frameRate);
            recorder.setVideoBitrate((int) (width * height * frameRate * BITS_PER_PIXEL));
            recorder.start();
            return recorder;
        } catch (FFmpegFrameRecorder.Exception e) {
            recorder.close();
            throw e;
        }
    }

    private static double frameRate(List<StoredFrame> stored) {
        long duration = stored.get(stored.size() - 1).captureTime() - stored.get(0).captureTime();
        return duration <= 0 ? DEFAULT_FRAME_RATE : 1000.0 * (stored.size() - 1) / duration;
    }

    /** One camera's faces, read along with its frames so that they need not fit in memory. */
    private final class FacesByFrame implements AutoCloseable {

        private final String cameraId;
        private final BufferedReader lines;
        private final RecordCodec<FaceExpression> codec =
                new RecordCodec<>(FaceExpression.class, ResultFormat.JSON);
        private @Nullable FaceExpression next;

        private FacesByFrame(String cameraId) throws IOException {
            this.cameraId = cameraId;
            lines = Files.newBufferedReader(faces);
            advance();
        }

        private List<FaceExpression> of(long sequenceNumber) throws IOException {
            List<FaceExpression> found = new ArrayList<>();
            while (next != null && next.getSequenceNumber() <= sequenceNumber) {
                if (next.getSequenceNumber() == sequenceNumber) {
                    found.add(next);
                }
                advance();
            }
            return found;
        }

        private void advance() throws IOException {
            next = null;
            String line = lines.readLine();
            while (line != null && next == null) {
                FaceExpression face = codec.decode(line.getBytes(StandardCharsets.UTF_8));
                if (face.getCameraId().equals(cameraId)) {
                    next = face;
                } else {
                    line = lines.readLine();
                }
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
