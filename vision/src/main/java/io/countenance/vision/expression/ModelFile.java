package io.countenance.vision.expression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A model file's bytes, whatever they are.
 *
 * @param file what messages call it
 * @param name file name without its ending
 * @param bytes all of it; not copied
 * @param sha256 of the bytes, in hex
 */
public record ModelFile(String file, String name, byte[] bytes, String sha256) {

    private static final Map<String, String> SHIPPED =
            Map.of("default", "expression-model", "int8", "expression-model-int8");
    private static final long MAX_BYTES = 1L << 30;

    /**
     * Whether it names a model of this build: {@code default}, in 32-bit floats, or {@code int8},
     * the same in 8-bit integers, for CPUs with 8-bit dot products.
     */
    public static boolean isShipped(String model) {
        return SHIPPED.containsKey(model);
    }

    /**
     * Reads a {@link #isShipped shipped} model, else the file of that path.
     *
     * @throws InvalidModelException where there is none, or one of more than 1 GiB
     * @throws UncheckedIOException where it cannot be read
     */
    public static ModelFile read(String model) {
        try {
            return isShipped(model) ? readResource(model) : readPath(Path.of(model));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expression model " + model + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a model off a stream, which stays the caller's.
     *
     * @param file what messages call it; its last part without {@code .onnx} is the model's name
     * @param size how many bytes there must be
     * @throws InvalidModelException where there are more or fewer, or more than 1 GiB
     */
    public static ModelFile read(String file, long size, InputStream in) throws IOException {
        if (size > MAX_BYTES) {
            throw new InvalidModelException(
                    file, "it has " + size + " bytes", "at most " + MAX_BYTES + " (1 GiB)");
        }
        byte[] bytes = in.readNBytes(Math.toIntExact(size) + 1);
        if (bytes.length != size) {
            throw new InvalidModelException(
                    file,
                    "it changed while it was read",
                    "a file that is complete; write it beside its place and move it there");
        }
        String fileName =
                file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        String name =
                fileName.endsWith(".onnx")
                        ? fileName.substring(0, fileName.length() - 5)
                        : fileName;
        return of(file, name, bytes);
    }

    private static ModelFile readResource(String model) throws IOException {
        String name = SHIPPED.get(model);
        String resource = name + ".onnx";
        try (InputStream in = ModelFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new InvalidModelException(
                        model,
                        "this build has no resource " + resource,
                        "give the path of an ONNX file");
            }
            return of(model, name, in.readAllBytes());
        }
    }

    private static ModelFile readPath(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new InvalidModelException(
                    path.toString(),
                    Files.exists(path) ? "it is no file" : "it does not exist",
                    "'default', 'int8' or the path of an ONNX file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            return read(path.toString(), Files.size(path), in);
        }
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
