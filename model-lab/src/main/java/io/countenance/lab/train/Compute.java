package io.countenance.lab.train;

import ai.djl.Device;

/**
 * What a run is computed on. No part of its settings: a run may go on elsewhere, though the same
 * bits follow on the CPU with the same number of threads only.
 *
 * @param device of weights and arithmetic
 * @param loaderThreads that prepare batches beside the training thread, 1 or more
 */
public record Compute(Device device, int loaderThreads) {

    /** The CPU, with one thread for batches. */
    public static final Compute CPU = new Compute(Device.cpu(), 1);
}
