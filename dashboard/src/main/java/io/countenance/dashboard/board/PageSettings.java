package io.countenance.dashboard.board;

import java.util.List;

/**
 * What the page is told once, with each snapshot.
 *
 * @param preview {@code off}, {@code blurred} or {@code clear}
 * @param palette colours of the labels in the model's order, {@code #rrggbb}; after the last the
 *     first again
 */
public record PageSettings(String preview, List<String> palette) {}
