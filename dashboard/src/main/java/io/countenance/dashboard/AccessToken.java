package io.countenance.dashboard;

import io.countenance.options.InvalidOptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The secret that opens the page. Immutable. */
public final class AccessToken {

    private static final int RANDOM_BYTES = 16;
    private static final String ALLOWED = "[A-Za-z0-9._~-]{16,256}";

    private final String token;

    private AccessToken(String token) {
        this.token = token;
    }

    /** A new one of 128 random bits. */
    public static AccessToken generate() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return new AccessToken(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /**
     * The one in a file, white space around it left out.
     *
     * @param option that names the file, for the message
     * @throws InvalidOptionException where the file cannot be read or holds no token
     */
    public static AccessToken read(String option, Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new InvalidOptionException(
                    option, file, "must be a file that can be read: " + e, "token.txt");
        }
        InvalidOptionException.check(
                text.matches(ALLOWED),
                option,
                file,
                "must hold 16 to 256 of the characters A-Z a-z 0-9 . _ ~ -",
                "token.txt");
        return new AccessToken(text);
    }

    /** Whether a client gave this token; takes as long wherever the two differ. */
    public boolean matches(@Nullable String given) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        token.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret itself, to be shown to whoever started the server. */
    public String secret() {
        return token;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AccessToken[...]";
    }
}
