package io.countenance.lab;

import io.countenance.lab.toy.ToyFace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files in the form of FER+, with drawn faces. */
public final class FerPlusFixture {

    public static final String HEADER =
            "image,split,fer2013_row,votes_neutral,votes_happiness,votes_surprise,votes_sadness,"
                    + "votes_anger,votes_disgust,votes_fear,votes_contempt,votes_unknown,votes_NF,"
                    + "ferplus_majority,ferplus_ce_valid,fer2013_label,pixel_sha1_12,exact_copy_in_train";
    private static final String[] NAMES = {"neutral", "happiness", "surprise"};

    private FerPlusFixture() {}

    /** Writes {@code faces.zip} and {@code labels.csv} with a train and a valid split. */
    public static void write(Path folder, int train, int valid) throws IOException {
        StringBuilder rows = new StringBuilder(HEADER).append('\n');
        Random random = new Random(1);
        try (OutputStream file = Files.newOutputStream(folder.resolve("faces.zip"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (int i = 0; i < train + valid; i++) {
                String split = i < train ? "train" : "valid";
                String name = split + "/face" + i + ".png";
                int label = i % 3;
                rows.append(row(name, split, label, i % 7 == 0)).append('\n');
                zip.putNextEntry(new ZipEntry(name));
                zip.write(png(label, random));
                zip.closeEntry();
            }
        }
        Files.writeString(folder.resolve("labels.csv"), rows, StandardCharsets.UTF_8);
    }

    /** Seven votes for the label, two for the next one, one for unknown. */
    public static String row(String name, String split, int label, boolean copy) {
        int[] votes = new int[10];
        votes[label] = 7;
        votes[(label + 1) % 3] = 2;
        votes[8] = 1;
        StringBuilder row = new StringBuilder(name + "," + split + ",0");
        for (int vote : votes) {
            row.append(',').append(vote);
        }
        return row + "," + NAMES[label] + ",1," + NAMES[label] + ",000000000000," + (copy ? 1 : 0);
    }

    /** A drawn face, 48 px a side. */
    public static byte[] png(int label, Random random) {
        return ToyFace.plain(label, DrawnFaces.SIDE, random).png();
    }
}
