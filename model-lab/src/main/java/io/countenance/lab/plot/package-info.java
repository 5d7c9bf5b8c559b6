/** Charts as PNG files, in colours that colour-blind people tell apart. */
@NullMarked
package io.countenance.lab.plot;

import org.jspecify.annotations.NullMarked;
