package io.countenance.lab.train;

/** The loss, or a weight, is no longer a number. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Makes the message.
     *
     * @param what is no number, say {@code the loss}
     */
    DivergedException(String what, int epoch, int step, float rate) {
        super(
                ("%s is not a number any more (epoch %d, step %d, learning rate %s): try a"
                                + " lower --learning-rate or a longer --warmup-epochs; the last"
                                + " checkpoint is kept")
                        .formatted(what, epoch, step, rate));
    }
}
