package io.countenance.job.batch;

import io.countenance.connectors.source.IngestedFrame;
import java.util.List;

/**
 * Frames that go through both models together, still compressed, in the order they came; refused
 * ones among them.
 */
public record FrameBatch(List<IngestedFrame> frames) {}
