/** The ONNX file: writing it, proving it equal, reading its contract. */
@NullMarked
package io.countenance.lab.export;

import org.jspecify.annotations.NullMarked;
