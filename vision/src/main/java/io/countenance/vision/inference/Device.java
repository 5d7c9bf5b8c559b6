package io.countenance.vision.inference;

/** Where a model runs. */
public enum Device {
    /** CUDA where it can be used, else the CPU; says once, at INFO, which. */
    AUTO,
    /** The CPU. */
    CPU,
    /** An NVIDIA GPU; opening a model fails where CUDA cannot be used. */
    CUDA
}
