package io.countenance.lab;

import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.FerPlus;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.Picture;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Faces drawn with a few lines, whose mouth says which of the labels they are. */
public final class DrawnFaces {

    private static final int SIDE = 48;

    private DrawnFaces() {}

    /** So many faces, neutral, happy and surprised in turn, each drawn a little differently. */
    public static FaceSet of(int count, long seed) {
        List<LabelledFace> faces = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            int label = i % 3;
            float[] distribution = new float[FerPlus.LABELS.size()];
            distribution[label] = 0.8f;
            distribution[(label + 1) % 3] = 0.2f;
            faces.add(
                    new LabelledFace(
                            "face" + i + ".png",
                            grey(draw(label, random)),
                            distribution,
                            label,
                            i % 5 == 0,
                            -1));
        }
        return new FaceSet(FerPlus.LABELS, faces, List.of());
    }

    public static BufferedImage draw(int label, Random random) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = image.createGraphics();
        int dx = random.nextInt(5) - 2;
        int dy = random.nextInt(5) - 2;
        canvas.setColor(new Color(0x10101 * (40 + random.nextInt(60))));
        canvas.fillRect(0, 0, SIDE, SIDE);
        canvas.setColor(new Color(0x10101 * (150 + random.nextInt(80))));
        canvas.fillOval(6 + dx, 3 + dy, 36, 42);
        canvas.setColor(Color.BLACK);
        canvas.setStroke(new BasicStroke(3));
        canvas.fillOval(15 + dx, 16 + dy, 5, 5);
        canvas.fillOval(28 + dx, 16 + dy, 5, 5);
        switch (label) {
            case 0 -> canvas.drawLine(17 + dx, 34 + dy, 31 + dx, 34 + dy);
            case 1 -> canvas.drawArc(15 + dx, 24 + dy, 18, 13, 180, 180);
            default -> canvas.fillOval(20 + dx, 29 + dy, 9, 11);
        }
        canvas.dispose();
        return image;
    }

    private static Picture grey(BufferedImage image) {
        return new Picture(
                image.getWidth(),
                image.getHeight(),
                Colour.LUMINANCE,
                ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    }
}
