/** What is minimised. */
@NullMarked
package io.countenance.lab.loss;

import org.jspecify.annotations.NullMarked;
