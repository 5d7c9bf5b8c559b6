package io.countenance.dashboard.board;

/**
 * A window as the page gets it.
 *
 * @param revision of the window
 * @param json one JSON object
 */
record StoredWindow(int revision, String json) {}
