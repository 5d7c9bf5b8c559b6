package io.countenance.lab.prepare;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.Picture;
import io.countenance.lab.data.Sample;
import io.countenance.lab.detect.FaceFinder;
import io.countenance.vision.crop.FaceCropper;
import io.countenance.vision.crop.SquareCrop;
import io.countenance.vision.detect.DetectedFace;
import io.countenance.vision.geometry.Box;
import io.countenance.vision.image.DecodedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Cuts the faces of one picture after another out. One thread at a time. */
final class PictureCropper implements AutoCloseable {

    private final PreparationSettings settings;
    private final FaceFinder finder;
    private final FaceCropper wholeCropper;

    PictureCropper(PreparationSettings settings) {
        this.settings = settings;
        finder = new FaceFinder(settings.detector(), settings.crop(), settings.size());
        wholeCropper = new FaceCropper(new SquareCrop(0, 0), settings.size());
    }

    /**
     * Cuts out the face that a labelled picture's label is about, or all faces of one without.
     *
     * @param folder where the crop goes
     * @param name the crop's name in it, without {@code .png}
     * @return a row, or one for each face of a picture without labels
     * @throws IOException where a crop cannot be written
     */
    List<ManifestRow> crop(Sample sample, Path folder, String name) throws IOException {
        DecodedImage image;
        try {
            image = finder.open(sample.encoded());
        } catch (IOException e) {
            return List.of(ManifestRow.unreadable(sample.name(), String.valueOf(e.getMessage())));
        }
        try (image) {
            List<DetectedFace> found;
            try {
                found =
                        settings.closeUps() == 0
                                ? finder.find(image)
                                : finder.findCloseUps(image, settings.closeUps());
            } catch (IllegalStateException e) {
                String reason = "the detector failed: " + e.getMessage();
                return List.of(ManifestRow.unreadable(sample.name(), reason));
            }
            if (found.isEmpty()) {
                return List.of(faceless(sample, image, folder, name));
            }
            boolean labelled = sample.distribution().length > 0;
            List<DetectedFace> taken =
                    labelled
                            ? List.of(FaceChoice.main(found, image.width(), image.height()))
                            : found;
            List<ManifestRow> rows = new ArrayList<>();
            for (DetectedFace face : taken) {
                String file = name + (rows.isEmpty() ? "" : "-" + (rows.size() + 1)) + ".png";
                write(finder.crop(image, face), folder.resolve(file));
                rows.add(
                        new ManifestRow(
                                sample.name(),
                                CropOutcome.CROPPED,
                                file,
                                face.box(),
                                face.score(),
                                found.size(),
                                image.width(),
                                image.height(),
                                ""));
            }
            return rows;
        }
    }

    private ManifestRow faceless(Sample sample, DecodedImage image, Path folder, String name)
            throws IOException {
        String file = null;
        if (settings.keepFaceless()) {
            file = name + ".png";
            Box whole = new Box(0, 0, image.width(), image.height());
            byte[] crop = new byte[3 * settings.size() * settings.size()];
            wholeCropper.crop(image, new DetectedFace(whole, 0, null), crop, 0);
            write(crop, folder.resolve(file));
        }
        return new ManifestRow(
                sample.name(),
                file == null ? CropOutcome.NO_FACE : CropOutcome.WHOLE,
                file,
                null,
                Float.NaN,
                0,
                image.width(),
                image.height(),
                "");
    }

    private void write(byte[] rgb, Path file) throws IOException {
        Files.write(file, new Picture(settings.size(), settings.size(), Colour.RGB, rgb).png());
    }

    @Override
    public void close() {
        try (FaceCropper closed = wholeCropper) {
            finder.close();
        }
    }
}
