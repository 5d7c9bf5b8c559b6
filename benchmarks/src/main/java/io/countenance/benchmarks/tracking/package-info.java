/** How well persons are followed, on videos of moving real faces whose truth is known. */
@NullMarked
package io.countenance.benchmarks.tracking;

import org.jspecify.annotations.NullMarked;
