/** What each stage of a frame's way takes. */
@NullMarked
package io.countenance.benchmarks.stages;

import org.jspecify.annotations.NullMarked;
