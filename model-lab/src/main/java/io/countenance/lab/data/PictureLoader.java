package io.countenance.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Decodes every picture of a split once, on all processors, so that what cannot be decoded is known
 * before training starts. Decoded pictures stay in memory up to a limit for the split; the others
 * are decoded again each time they are wanted.
 */
final class PictureLoader {

    private final Colour colour;
    private final long memory;
    private final LoadingListener listener;
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean filesWanted = new AtomicBoolean();

    /**
     * Sets it up.
     *
     * @param colour wanted of the pictures
     * @param memory most bytes of decoded pictures that stay in memory
     */
    PictureLoader(Colour colour, long memory, LoadingListener listener) {
        this.colour = colour;
        this.memory = memory;
        this.listener = listener;
    }

    /** The default limit, bytes: a quarter of the Java heap. */
    static long defaultMemory() {
        return Runtime.getRuntime().maxMemory() / 4;
    }

    FaceSet load(Samples samples) {
        List<Sample> all = samples.samples();
        PictureSource[] pictures = new PictureSource[all.size()];
        String[] failures = new String[all.size()];
        listener.started(all.size());
        IntStream.range(0, all.size())
                .parallel()
                .forEach(
                        i -> {
                            try {
                                pictures[i] = picture(all.get(i));
                            } catch (IOException e) {
                                failures[i] = String.valueOf(e.getMessage());
                            }
                            listener.decoded();
                        });
        listener.finished();
        List<LabelledFace> faces = new ArrayList<>();
        List<FaceSet.Unreadable> unreadable = new ArrayList<>(samples.unreadable());
        for (int i = 0; i < pictures.length; i++) {
            if (pictures[i] == null) {
                unreadable.add(new FaceSet.Unreadable(all.get(i).name(), failures[i]));
            } else {
                faces.add(all.get(i).face(pictures[i]));
            }
        }
        return new FaceSet(
                samples.labels(),
                List.copyOf(faces),
                List.copyOf(unreadable),
                new TreeMap<>(samples.leftOut()));
    }

    /** Whether some pictures are decoded from their files again later. */
    boolean needsFiles() {
        return filesWanted.get();
    }

    private PictureSource picture(Sample sample) throws IOException {
        if (sample.pixels() != null) {
            return inColour(sample.pixels());
        }
        Path file = sample.file();
        if (file == null) {
            throw new IOException("no such picture");
        }
        Picture decoded = PictureDecoder.decode(file, colour);
        if (used.addAndGet(decoded.pixels().length) <= memory) {
            return decoded;
        }
        filesWanted.set(true);
        return new PictureFile(file, colour);
    }

    private Picture inColour(Picture grey) {
        if (colour == grey.colour()) {
            return grey;
        }
        byte[] rgb = Luminance.toRgb(grey.pixels());
        return new Picture(grey.width(), grey.height(), Colour.RGB, rgb);
    }
}
