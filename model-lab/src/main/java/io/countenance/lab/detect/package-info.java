/** Finding and cutting out faces with the classes that the job uses. */
@NullMarked
package io.countenance.lab.detect;

import org.jspecify.annotations.NullMarked;
