/** Drawn faces: data for a first run and for tests, with no picture of anybody. */
@NullMarked
package io.countenance.lab.toy;

import org.jspecify.annotations.NullMarked;
