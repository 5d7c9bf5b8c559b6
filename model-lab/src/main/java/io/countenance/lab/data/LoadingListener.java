package io.countenance.lab.data;

/** Hears how far the reading of pictures is; called from several threads. */
public interface LoadingListener {

    /** Hears nothing. */
    LoadingListener NONE = new LoadingListener() {};

    /** So many pictures are going to be decoded. */
    default void started(int pictures) {}

    /** One more was decoded or could not be. */
    default void decoded() {}

    /** All are. */
    default void finished() {}
}
