package io.countenance.vision.detect;

/**
 * What a network wants for a channel's value {@code x} of 0 to 255: {@code (x - mean) * factor}.
 *
 * @param rgb whether channels come red first; else blue first
 * @param mean subtracted
 * @param factor multiplied with afterwards
 */
record PixelFormat(boolean rgb, float mean, float factor) {}
