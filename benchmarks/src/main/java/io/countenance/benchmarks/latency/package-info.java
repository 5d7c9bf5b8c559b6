/** How long a frame takes from its capture to a result that can be read. */
@NullMarked
package io.countenance.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
