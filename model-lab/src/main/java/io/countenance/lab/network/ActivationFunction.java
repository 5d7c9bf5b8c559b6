package io.countenance.lab.network;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** What follows a batch norm. */
public enum ActivationFunction {
    NONE {
        @Override
        public NDArray apply(NDArray input) {
            return input;
        }
    },
    RELU {
        @Override
        public NDArray apply(NDArray input) {
            return Activation.relu(input);
        }
    },
    /** min(max(x, 0), 6). */
    RELU6 {
        @Override
        public NDArray apply(NDArray input) {
            return input.clip(0, 6);
        }
    },
    /**
     * x tanh(ln(1 + e^x)) (Misra, "Mish: A Self Regularized Non-Monotonic Activation Function").
     */
    MISH {
        @Override
        public NDArray apply(NDArray input) {
            return input.mul(Activation.softPlus(input).tanh());
        }
    };

    /** The function of every element, same shape. */
    public abstract NDArray apply(NDArray input);
}
