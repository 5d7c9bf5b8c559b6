package io.countenance.lab.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells whether two things are the same. */
final class Digests {

    private Digests() {}

    /** SHA-256, comparable by {@code equals}. */
    static ByteBuffer sha256(byte[] bytes) {
        return ByteBuffer.wrap(sha256().digest(bytes));
    }

    /** A SHA-256 to be fed. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
