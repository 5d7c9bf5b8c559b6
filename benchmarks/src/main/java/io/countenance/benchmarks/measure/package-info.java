/** How contenders are measured, and what is said of it. */
@NullMarked
package io.countenance.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
