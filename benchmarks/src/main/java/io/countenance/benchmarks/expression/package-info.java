/** The speed of the exported expression model. */
@NullMarked
package io.countenance.benchmarks.expression;

import org.jspecify.annotations.NullMarked;
