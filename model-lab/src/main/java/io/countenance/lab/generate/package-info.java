/** Label distributions from other networks. */
@NullMarked
package io.countenance.lab.generate;

import org.jspecify.annotations.NullMarked;
