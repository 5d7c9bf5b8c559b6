package io.countenance.connectors.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** URLs of network streams, in which passwords stand: read from a file, and shown without them. */
final class StreamUrl {

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://\\S+");

    private StreamUrl() {}

    /**
     * The one in a file, white space around it left out.
     *
     * @throws IOException where the file cannot be read or holds something else; says nothing of
     *     what it holds
     */
    static String read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(file, e), e);
        }
        if (!URL.matcher(text).matches()) {
            throw new IOException(
                    file + " holds something else than one URL, such as rtsp://NAME@HOST/PATH");
        }
        return text;
    }

    /**
     * For messages: without user, password and query, which may hold a password, too. Where a
     * password is not encoded and may have slashes, all up to the last @ goes; where it may be
     * taken for a query, all but the scheme.
     */
    static String withoutSecrets(String url) {
        String place = url.replaceFirst("(?s)[?#].*$", "");
        return url.indexOf('@', place.length()) < 0
                ? place.replaceFirst("//.*@", "//***@")
                : place.replaceFirst("//.*$", "//***");
    }
}
