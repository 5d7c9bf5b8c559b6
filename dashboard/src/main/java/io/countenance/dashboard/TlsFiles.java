package io.countenance.dashboard;

import io.countenance.options.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.function.Function;
import nl.altindag.ssl.pem.util.PemUtils;
import org.jspecify.annotations.Nullable;

/**
 * What the page is served with over TLS. Immutable.
 *
 * @param certificate PEM file of the page's certificate, and after it those up to its authority
 * @param key PEM file of its private key, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {

    private static final String CERTIFICATE = "--tls-certificate";
    private static final String CERTIFICATE_EXAMPLE = "page.crt --tls-key page.key";
    private static final String KEY = "--tls-key";
    private static final String KEY_EXAMPLE = "page.key --tls-certificate page.crt";
    private static final byte[] SAMPLE = {1, 2, 3};

    /**
     * The files that two options name, or null where neither does. Reads them, so that the server
     * does not start with what no browser can take.
     *
     * @throws InvalidOptionException where one is missing or does not hold what it should, or the
     *     key is not the certificate's
     */
    static @Nullable TlsFiles of(@Nullable Path certificate, @Nullable Path key) {
        if (certificate == null && key == null) {
            return null;
        }
        if (key == null) {
            throw new InvalidOptionException(
                    CERTIFICATE,
                    certificate,
                    "needs its private key, --tls-key",
                    CERTIFICATE_EXAMPLE);
        }
        if (certificate == null) {
            throw new InvalidOptionException(
                    KEY, key, "needs its certificate, --tls-certificate", KEY_EXAMPLE);
        }
        PublicKey publicKey =
                read(
                        CERTIFICATE,
                        certificate,
                        "must be a PEM file of certificates that can be read",
                        CERTIFICATE_EXAMPLE,
                        file -> PemUtils.loadCertificate(file).get(0).getPublicKey());
        PrivateKey privateKey =
                read(
                        KEY,
                        key,
                        "must be a PEM file of a private key, not encrypted, that can be read",
                        KEY_EXAMPLE,
                        PemUtils::loadPrivateKey);
        InvalidOptionException.check(
                belongTogether(privateKey, publicKey),
                KEY,
                key,
                "must be the private key of --tls-certificate, " + certificate,
                KEY_EXAMPLE);
        return new TlsFiles(certificate, key);
    }

    private static <T> T read(
            String option, Path file, String rule, String example, Function<Path, T> reader) {
        InvalidOptionException.check(Files.isReadable(file), option, file, rule, example);
        try {
            return reader.apply(file);
        } catch (RuntimeException e) {
            // Without the library's words: they might hold some of the key.
            throw new InvalidOptionException(option, file, rule, example);
        }
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) {
        String algorithm =
                switch (privateKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> privateKey.getAlgorithm();
                };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
