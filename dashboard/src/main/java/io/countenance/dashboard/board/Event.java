package io.countenance.dashboard.board;

/**
 * Something that the page is told.
 *
 * @param id names the event among all of this and other boards; the page gives it back when it
 *     comes again
 * @param type {@code snapshot}, {@code person}, {@code room} or {@code health}
 * @param json an object on one line
 */
public record Event(String id, String type, String json) {}
