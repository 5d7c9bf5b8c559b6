package io.countenance.lab.data;

/** Hears how far the reading or making of pictures is; called from several threads. */
public interface LoadingListener {

    /** Hears nothing. */
    LoadingListener NONE = new LoadingListener() {};

    /** So many pictures are going to be read or made. */
    default void started(int pictures) {}

    /** One more is done or cannot be. */
    default void decoded() {}

    /** All are. */
    default void finished() {}
}
