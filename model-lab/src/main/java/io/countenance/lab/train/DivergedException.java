package io.countenance.lab.train;

/** The loss is no longer a number. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DivergedException(int epoch, int step, float rate) {
        super(
                ("the loss is not a number any more (epoch %d, step %d, learning rate %s): try a"
                                + " lower --learning-rate or a longer --warmup-epochs; the last"
                                + " checkpoint is kept")
                        .formatted(epoch, step, rate));
    }
}
