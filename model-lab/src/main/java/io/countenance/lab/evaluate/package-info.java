/** Measures of a model against human votes. */
@NullMarked
package io.countenance.lab.evaluate;

import org.jspecify.annotations.NullMarked;
