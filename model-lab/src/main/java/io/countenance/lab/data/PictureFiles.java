package io.countenance.lab.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Pictures by name in a folder or a zip file. Close it to let go of the zip file. */
final class PictureFiles implements Closeable {

    private final Path root;
    private final @Nullable FileSystem zip;

    private PictureFiles(Path root, @Nullable FileSystem zip) {
        this.root = root;
        this.zip = zip;
    }

    static PictureFiles open(Path folderOrZip) throws IOException {
        if (Files.isDirectory(folderOrZip)) {
            return new PictureFiles(folderOrZip, null);
        }
        FileSystem zip = FileSystems.newFileSystem(folderOrZip);
        return new PictureFiles(zip.getPath("/"), zip);
    }

    /** Reads a picture as grey. */
    GreyPicture read(String name) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(root.resolve(name))));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("damaged picture", e);
        }
        if (image == null) {
            throw new IOException("not a picture that can be decoded");
        }
        return new GreyPicture(image.getWidth(), image.getHeight(), grey(image));
    }

    private static byte[] grey(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
            // Drawing would apply the grey colour space's gamma: take the bytes as they are.
            return ((DataBufferByte) image.getRaster().getDataBuffer()).getData().clone();
        }
        byte[] grey = new byte[image.getWidth() * image.getHeight()];
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                grey[y * image.getWidth() + x] =
                        (byte)
                                Math.round(
                                        Luminance.RED * (rgb >> 16 & 255)
                                                + Luminance.GREEN * (rgb >> 8 & 255)
                                                + Luminance.BLUE * (rgb & 255));
            }
        }
        return grey;
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }
}
