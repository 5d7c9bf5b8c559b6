/** The speed of training. */
@NullMarked
package io.countenance.benchmarks.training;

import org.jspecify.annotations.NullMarked;
