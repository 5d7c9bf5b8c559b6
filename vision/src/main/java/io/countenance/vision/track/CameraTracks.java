package io.countenance.vision.track;

/** All that the tracker remembers of one camera. Mutable; Flink checkpoints it as a POJO. */
public final class CameraTracks {}
