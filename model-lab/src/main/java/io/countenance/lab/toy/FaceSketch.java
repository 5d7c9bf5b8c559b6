package io.countenance.lab.toy;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Random;

/**
 * Draws one face with Java2D. Places are from -1 to 1, y downwards, the head about 0.8 high each
 * way; everything about the person that is not the expression comes from the random numbers.
 */
final class FaceSketch {

    private static final double EYE_X = 0.27;
    private static final double EYE_Y = -0.14;
    private static final double MOUTH_Y = 0.44;

    private final FaceFeatures features;
    private final Random random;
    private final int size;
    private final int skin;
    private final int ink;
    private final double headWidth;

    FaceSketch(FaceFeatures features, Random random, int size) {
        this.features = features;
        this.random = random;
        this.size = size;
        skin = 120 + random.nextInt(110);
        ink = 10 + random.nextInt(40);
        headWidth = 0.58 + 0.12 * random.nextDouble();
    }

    /** Grey values {@code [size, size]}, one byte each. */
    byte[] grey() {
        // Grey colours in RGB: drawing into a grey picture would apply that colour space's gamma.
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        canvas.setColor(grey(30 + random.nextInt(190)));
        canvas.fillRect(0, 0, size, size);
        canvas.transform(pose());
        head(canvas);
        for (int side = -1; side <= 1; side += 2) {
            eye(canvas, side);
            brow(canvas, side);
        }
        nose(canvas);
        mouth(canvas);
        canvas.dispose();
        return withNoise(((DataBufferInt) image.getRaster().getDataBuffer()).getData());
    }

    private AffineTransform pose() {
        AffineTransform pose = AffineTransform.getScaleInstance(size / 2.0, size / 2.0);
        pose.translate(1 + even(0.08), 1 + even(0.08));
        pose.rotate(even(Math.toRadians(9)));
        double zoom = 1.08 + even(0.1);
        pose.scale(random.nextBoolean() ? zoom : -zoom, zoom * (1 + even(0.05)));
        return pose;
    }

    private void head(Graphics2D canvas) {
        int hair = random.nextInt(110);
        canvas.setColor(grey(hair));
        canvas.fill(ellipse(0, -0.18, headWidth + 0.1, 0.78));
        canvas.setColor(grey(skin - 35));
        canvas.fill(ellipse(0, 0.75, 0.3, 0.4));
        double lightX = even(0.5);
        canvas.setPaint(
                new RadialGradientPaint(
                        (float) lightX,
                        -0.3f,
                        1.4f,
                        new float[] {0, 1},
                        new Color[] {grey(skin + 20), grey(skin - 60)}));
        canvas.fill(ellipse(0, 0.05, headWidth, 0.8));
        // The hair line: a cap that the forehead leaves free.
        canvas.setColor(grey(hair));
        Path2D cap = new Path2D.Double();
        double line = -0.5 + even(0.06);
        cap.moveTo(-headWidth, line + 0.25);
        cap.quadTo(even(0.3), line - 0.25, headWidth, line + 0.25);
        cap.quadTo(headWidth, -0.95, 0, -0.95);
        cap.quadTo(-headWidth, -0.95, -headWidth, line + 0.25);
        canvas.fill(cap);
    }

    private void eye(Graphics2D canvas, int side) {
        double height = 0.075 * (1 + 0.75 * features.eyeOpen());
        double x = side * EYE_X;
        canvas.setColor(grey(skin + 55));
        canvas.fill(ellipse(x, EYE_Y, 0.13, height));
        canvas.setColor(grey(ink));
        double iris = Math.min(0.062, height + 0.01);
        canvas.fill(ellipse(x, EYE_Y, iris, iris));
        stroke(canvas, 0.035);
        curve(canvas, x - 0.14, EYE_Y, x, EYE_Y - 2 * height, x + 0.14, EYE_Y);
    }

    private void brow(Graphics2D canvas, int side) {
        double y = -0.33 - 0.11 * features.browRaise();
        double tilt = 0.11 * features.browTilt();
        canvas.setColor(grey(ink));
        stroke(canvas, 0.06);
        curve(
                canvas,
                side * 0.1,
                y + tilt,
                side * 0.26,
                y - 0.05 - 0.03 * features.browRaise(),
                side * 0.44,
                y + 0.03 - 0.6 * tilt);
    }

    private void nose(Graphics2D canvas) {
        canvas.setColor(grey(skin - 60));
        stroke(canvas, 0.035);
        double tip = 0.16 - 0.05 * features.noseWrinkle();
        curve(canvas, 0.03, -0.02, 0.1, tip, -0.06, tip + 0.03);
        if (features.noseWrinkle() < 0.2) {
            return;
        }
        double depth = 0.06 * features.noseWrinkle();
        for (int side = -1; side <= 1; side += 2) {
            curve(
                    canvas,
                    side * 0.02,
                    -0.12,
                    side * 0.06,
                    -0.12 + depth,
                    side * 0.11,
                    -0.12 - depth);
            curve(canvas, side * 0.12, 0.13, side * 0.28, 0.2, side * 0.33, 0.4);
        }
    }

    private void mouth(Graphics2D canvas) {
        double half = 0.25 * (1 + 0.35 * features.mouthWidth());
        double corner = MOUTH_Y - 0.1 * features.mouthCurve();
        double pulledCorner = corner - 0.16 * features.smirk();
        double right = half * (1 + 0.25 * features.smirk());
        double middle = MOUTH_Y + 0.13 * features.mouthCurve();
        double upper =
                middle - 0.18 * features.mouthOpen() - 0.16 * features.noseWrinkle() * MOUTH_Y;
        double lower = middle + 0.5 * features.mouthOpen();
        Path2D lips = new Path2D.Double();
        lips.moveTo(-half, corner);
        lips.quadTo(0, upper, right, pulledCorner);
        lips.quadTo(0, lower, -half, corner);
        lips.closePath();
        canvas.setColor(grey(ink));
        canvas.fill(lips);
        canvas.setColor(grey(Math.max(20, skin - 95)));
        stroke(canvas, 0.05);
        canvas.draw(lips);
    }

    private byte[] withNoise(int[] rgb) {
        double spread = 1 + 8 * random.nextDouble();
        double contrast = 1 + even(0.25);
        double brightness = even(25);
        byte[] grey = new byte[rgb.length];
        for (int i = 0; i < grey.length; i++) {
            double value =
                    128
                            + contrast * ((rgb[i] & 255) - 128)
                            + brightness
                            + spread * random.nextGaussian();
            grey[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        return grey;
    }

    private double even(double range) {
        return (2 * random.nextDouble() - 1) * range;
    }

    private static Color grey(int value) {
        int bounded = Math.max(0, Math.min(255, value));
        return new Color(bounded, bounded, bounded);
    }

    private static Ellipse2D ellipse(double x, double y, double halfWidth, double halfHeight) {
        return new Ellipse2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
    }

    private static void stroke(Graphics2D canvas, double width) {
        canvas.setStroke(
                new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    }

    private static void curve(
            Graphics2D canvas,
            double fromX,
            double fromY,
            double byX,
            double byY,
            double toX,
            double toY) {
        Path2D path = new Path2D.Double();
        path.moveTo(fromX, fromY);
        path.quadTo(byX, byY, toX, toY);
        canvas.draw(path);
    }
}
