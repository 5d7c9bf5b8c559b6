/** Programs that measure. */
@NullMarked
package io.countenance.benchmarks;

import org.jspecify.annotations.NullMarked;
