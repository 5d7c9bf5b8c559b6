/** Labelled face pictures: loading, augmentation, batches prepared off the training thread. */
@NullMarked
package io.countenance.lab.data;

import org.jspecify.annotations.NullMarked;
