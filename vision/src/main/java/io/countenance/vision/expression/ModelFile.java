package io.countenance.vision.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A model file's bytes, whatever they are.
 *
 * @param file what messages call it
 * @param name file name without its ending
 * @param bytes all of it; not copied
 * @param sha256 of the bytes, in hex
 */
public record ModelFile(String file, String name, byte[] bytes, String sha256) {

    private static final String DEFAULT = "default";
    private static final String DEFAULT_NAME = "expression-model";
    private static final long MAX_BYTES = 1L << 30;

    /**
     * Reads the shipped model for {@code default}, else the file of that path.
     *
     * @throws InvalidModelException where there is none, or one of more than 1 GiB
     * @throws UncheckedIOException where it cannot be read
     */
    public static ModelFile read(String model) {
        try {
            return DEFAULT.equals(model) ? readResource() : readPath(Path.of(model));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expression model " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ModelFile readResource() throws IOException {
        String resource = DEFAULT_NAME + ".onnx";
        try (InputStream in = ModelFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InvalidModelException(
                        DEFAULT,
                        "this build has no resource " + resource,
                        "give the path of an ONNX file");
            }
            return of(DEFAULT, DEFAULT_NAME, in.readAllBytes());
        }
    }

    private static ModelFile readPath(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new InvalidModelException(
                    path.toString(),
                    Files.exists(path) ? "it is no file" : "it does not exist",
                    "'default' or the path of an ONNX file");
        }
        long size = Files.size(path);
        if (size > MAX_BYTES) {
            throw new InvalidModelException(
                    path.toString(),
                    "it has " + size + " bytes",
                    "at most " + MAX_BYTES + " (1 GiB)");
        }
        String fileName = path.getFileName().toString();
        String name =
                fileName.endsWith(".onnx")
                        ? fileName.substring(0, fileName.length() - 5)
                        : fileName;
        return of(path.toString(), name, Files.readAllBytes(path));
    }

    private static ModelFile of(String file, String name, byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new ModelFile(file, name, bytes, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Name and the first 12 hex digits of the SHA-256, joined by {@code @}. */
    public String modelId() {
        return name + "@" + sha256.substring(0, 12);
    }

    InvalidModelException invalid(String found, String rule) {
        return new InvalidModelException(file, found, rule);
    }
}
