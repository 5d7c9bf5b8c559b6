package io.countenance.demo.track;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Writes boxes in MOT Challenge format, a line a box: {@code
 * frame,id,x,y,width,height,score,-1,-1,-1}. Frames count from 1, x and y are the left and top edge
 * in px from 0. Lines are sorted by frame, then id. One thread at a time; closing closes the writer
 * beneath.
 */
final class MotChallengeWriter implements Closeable {

    /** A box of a person in a frame, counted from 1. */
    record MotBox(
            long frame, long personId, float x, float y, float width, float height, float score) {}

    private final Writer out;
    private final List<MotBox> frame = new ArrayList<>();

    MotChallengeWriter(Writer out) {
        this.out = out;
    }

    /**
     * Takes a box.
     *
     * @throws IllegalArgumentException where its frame is before that of another box
     */
    void write(MotBox box) throws IOException {
        if (!frame.isEmpty() && frame.get(0).frame() != box.frame()) {
            if (box.frame() < frame.get(0).frame()) {
                throw new IllegalArgumentException(
                        "frame %d after frame %d".formatted(box.frame(), frame.get(0).frame()));
            }
            writeFrame();
        }
        frame.add(box);
    }

    private void writeFrame() throws IOException {
        frame.sort(Comparator.comparingLong(MotBox::personId));
        for (MotBox box : frame) {
            out.write(
                    String.format(
                            Locale.ROOT,
                            "%d,%d,%.2f,%.2f,%.2f,%.2f,%.4f,-1,-1,-1\n",
                            box.frame(),
                            box.personId(),
                            box.x(),
                            box.y(),
                            box.width(),
                            box.height(),
                            box.score()));
        }
        frame.clear();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            writeFrame();
        }
    }
}
