/** Reports of training runs and evaluations, for people: PNG plots and one HTML page. */
@NullMarked
package io.countenance.lab.report;

import org.jspecify.annotations.NullMarked;
