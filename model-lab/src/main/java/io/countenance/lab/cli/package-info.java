/** The program {@code model-lab} and its commands. */
@NullMarked
package io.countenance.lab.cli;

import org.jspecify.annotations.NullMarked;
