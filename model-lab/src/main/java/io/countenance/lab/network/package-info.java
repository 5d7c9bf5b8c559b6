/**
 * ShuffleNet-V2 with the paper's output module and partitioned depthwise residual, as DJL blocks.
 */
@NullMarked
package io.countenance.lab.network;

import org.jspecify.annotations.NullMarked;
