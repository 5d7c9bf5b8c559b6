package io.countenance.job.detect;

/**
 * Faces of a batch that are to be embedded.
 *
 * @param frames the place of each one's frame in the batch
 * @param faces the place of each in its frame
 * @param crops one after another, uint8 RGB {@code [count, 112, 112, 3]}
 */
public record FacesToEmbed(int[] frames, int[] faces, byte[] crops) {}
