/** Several training runs that differ in one thing, compared in a table and a plot. */
@NullMarked
package io.countenance.lab.experiment;

import org.jspecify.annotations.NullMarked;
