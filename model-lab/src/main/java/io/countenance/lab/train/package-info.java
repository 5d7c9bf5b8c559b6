/** Training: optimiser, schedule, checkpoints, the loop. */
@NullMarked
package io.countenance.lab.train;

import org.jspecify.annotations.NullMarked;
