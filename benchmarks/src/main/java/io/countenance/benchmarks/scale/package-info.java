/** What more cameras and more persons cost. */
@NullMarked
package io.countenance.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
