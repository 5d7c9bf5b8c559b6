/** Reading expressions off single pictures, and drawing what was read. */
@NullMarked
package io.countenance.lab.predict;

import org.jspecify.annotations.NullMarked;
