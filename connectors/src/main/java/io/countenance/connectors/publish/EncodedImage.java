package io.countenance.connectors.publish;

/**
 * A compressed picture.
 *
 * @param bytes the whole JPEG or PNG file
 * @param width px, 0 where not known
 * @param height px, 0 where not known
 */
public record EncodedImage(byte[] bytes, int width, int height) {}
