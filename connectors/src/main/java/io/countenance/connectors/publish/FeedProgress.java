package io.countenance.connectors.publish;

/** Hears of each frame of a feed; called by the feed's thread. */
interface FeedProgress {

    FeedProgress SILENT = () -> {};

    void published();
}
