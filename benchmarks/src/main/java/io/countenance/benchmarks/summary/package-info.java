/** All that was measured in one table, against what was aimed at. */
@NullMarked
package io.countenance.benchmarks.summary;

import org.jspecify.annotations.NullMarked;
