package io.countenance.connectors.publish;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Makes videos whose frames have known colours. */
final class TestVideo {

    static final int WIDTH = 64;
    static final int HEIGHT = 48;

    private TestVideo() {}

    /** Frame i is grey of value 40 + 10 i. */
    static void write(Path file, int frames, int framesPerSecond) throws Exception {
        avutil.av_log_set_level(avutil.AV_LOG_ERROR);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT);
                OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat()) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
            recorder.setFormat(file.toString().endsWith(".ts") ? "mpegts" : "mp4");
            recorder.setFrameRate(framesPerSecond);
            recorder.setVideoQuality(1);
            recorder.start();
            for (int i = 0; i < frames; i++) {
                int grey = grey(i);
                try (Scalar colour = new Scalar(grey, grey, grey, 0);
                        Mat image = new Mat(HEIGHT, WIDTH, CV_8UC3, colour);
                        Frame frame = converter.convert(image)) {
                    recorder.record(frame);
                }
            }
        }
    }

    static int grey(int frame) {
        return 40 + 10 * frame;
    }
}
