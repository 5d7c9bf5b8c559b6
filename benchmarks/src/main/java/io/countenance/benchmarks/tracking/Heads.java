package io.countenance.benchmarks.tracking;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.countenance.connectors.publish.Frame;
import io.countenance.connectors.publish.FrameReader;
import io.countenance.connectors.publish.FrameReaders;
import io.countenance.connectors.publish.JpegEncoder;
import io.countenance.demo.sample.SamplePortrait;
import io.countenance.demo.sample.SampleVideo;
import io.countenance.demo.sample.Sprite;
import io.countenance.demo.sample.Trajectory;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.detect.DetectorOptions;
import io.countenance.vision.detect.FaceDetector;
import io.countenance.vision.detect.FaceDetectors;
import io.countenance.vision.evaluation.TruthFace;
import io.countenance.vision.evaluation.TruthFile;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import io.countenance.vision.image.ImageDecoder;
import io.countenance.vision.image.ImageLimits;
import io.countenance.vision.image.RejectedImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Gets heads to make videos of. The caller closes them. */
final class Heads {

    /** Smaller faces would be scaled up. */
    private static final float LEAST_FACE = 80;

    /** More of another face than this and the head would have two. */
    private static final float LARGEST_SHARE_OF_OTHERS = 0.1f;

    /** Half a side of what is kept of a picture, in face heights. */
    private static final double HALF_CUT = 1.3;

    private static final int PICTURES = 60;
    private static final long BETWEEN_PICTURES = 100;

    private Heads() {}

    /**
     * Those of the demo's sample.
     *
     * @throws IllegalStateException where this build has no pictures
     */
    static List<Head> ofSample() {
        if (!SampleVideo.available()) {
            throw new IllegalStateException(
                    "The sample's pictures are not in this build, which had no npm; --pictures"
                            + " takes others.");
        }
        List<Head> heads = new ArrayList<>();
        for (SamplePortrait portrait : SamplePortrait.all()) {
            try (Mat picture = decode(portrait.picture())) {
                heads.add(new Head(portrait.name(), List.of(cutOut(picture, portrait.face()))));
            }
        }
        return heads;
    }

    /**
     * Those of a folder of pictures in which all faces are marked in {@code gt.txt}, as {@link
     * TruthFile} reads it: faces 80 px high or more, with nobody else's face beside them.
     */
    static List<Head> ofPictures(Path folder) throws IOException {
        List<TruthFace> faces = new TruthFile(folder.resolve("gt.txt")).read();
        List<Head> heads = new ArrayList<>();
        for (TruthFace face : faces) {
            if (face.ignore() || face.box().height() < LEAST_FACE || hasCompany(face, faces)) {
                continue;
            }
            try (Mat picture = decode(Files.readAllBytes(folder.resolve(face.image())))) {
                heads.add(
                        new Head(
                                face.image() + ":" + face.line(),
                                List.of(cutOut(picture, face.box()))));
            }
        }
        return heads;
    }

    /**
     * Those of a folder of videos that show one person each, in motion: a picture every 100 ms, 60
     * at most. Where the face is in them is what the default detector says.
     */
    static List<Head> ofVideos(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<Head> heads = new ArrayList<>();
        try (FaceDetector detector = FaceDetectors.open(DetectorOptions.defaults())) {
            for (Path file : files) {
                List<Head.Picture> pictures = moving(file, detector);
                if (!pictures.isEmpty()) {
                    heads.add(new Head(String.valueOf(file.getFileName()), pictures));
                }
            }
        }
        return heads;
    }

    private static List<Head.Picture> moving(Path video, FaceDetector detector) throws IOException {
        List<Head.Picture> pictures = new ArrayList<>();
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        try (FrameReader reader = FrameReaders.video(video);
                JpegEncoder encoder = new JpegEncoder(100, 0)) {
            long due = 0;
            for (Frame frame = reader.next();
                    frame != null && pictures.size() < PICTURES;
                    frame = reader.next()) {
                if (frame.mediaTime() < due) {
                    continue;
                }
                due = frame.mediaTime() + BETWEEN_PICTURES;
                try (DecodedImage image =
                        decoder.decode(encoder.encode(frame.image()).bytes(), 0, 0)) {
                    List<DetectedFace> faces = detector.detect(List.of(image)).get(0);
                    if (!faces.isEmpty() && faces.get(0).box().height() >= LEAST_FACE) {
                        pictures.add(cutOut(frame.image(), faces.get(0).box()));
                    }
                } catch (RejectedImageException e) {
                    throw new IOException(video + ": " + e.getMessage(), e);
                }
            }
        }
        return pictures;
    }

    private static boolean hasCompany(TruthFace face, List<TruthFace> all) {
        Box box = face.box();
        Box cover =
                Sprite.cover(new Trajectory.Position(box.centerX(), box.centerY(), box.height()));
        return all.stream()
                .filter(other -> other != face && other.image().equals(face.image()))
                .anyMatch(
                        other ->
                                other.box().intersection(cover)
                                        > LARGEST_SHARE_OF_OTHERS * other.box().area());
    }

    private static Mat decode(byte[] file) {
        try (BytePointer bytes = new BytePointer(file);
                Mat encoded = new Mat(bytes)) {
            return imdecode(encoded, IMREAD_COLOR);
        }
    }

    /** The part of a picture around a face. */
    private static Head.Picture cutOut(Mat picture, Box face) {
        int reach = (int) Math.ceil(HALF_CUT * face.height());
        int left = Math.max(0, (int) face.centerX() - reach);
        int top = Math.max(0, (int) face.centerY() - reach);
        int right = Math.min(picture.cols(), (int) face.centerX() + reach);
        int bottom = Math.min(picture.rows(), (int) face.centerY() + reach);
        try (Rect around = new Rect(left, top, right - left, bottom - top);
                Mat region = new Mat(picture, around)) {
            return new Head.Picture(
                    region.clone(),
                    new Box(face.x() - left, face.y() - top, face.width(), face.height()));
        }
    }
}
