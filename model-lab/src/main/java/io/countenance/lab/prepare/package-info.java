/** Cutting the faces of a data set out as the job cuts them out of frames. */
@NullMarked
package io.countenance.lab.prepare;

import org.jspecify.annotations.NullMarked;
