package io.countenance.lab.train;

/** How weights move against their gradients. */
public enum Optimiser {
    /** Stochastic gradient descent with Nesterov's momentum. */
    NESTEROV,
    /** Stochastic gradient descent with plain momentum: the paper's. */
    SGD
}
