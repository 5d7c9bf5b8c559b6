package io.countenance.job.classify;

import io.countenance.job.frame.FrameFaces;
import java.util.List;

/** The frames of a batch with their faces classified, in order; refused ones among them. */
public record ClassifiedBatch(List<FrameFaces> frames) {}
