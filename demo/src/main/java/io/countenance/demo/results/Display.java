package io.countenance.demo.results;

/** Shows windows as they close. Windows come on one thread, all else on another. */
public interface Display extends ResultListener, AutoCloseable {

    /** Says what is going on. */
    void status(String text);

    @Override
    void close();
}
