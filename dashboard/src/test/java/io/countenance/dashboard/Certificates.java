package io.countenance.dashboard;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for {@code localhost}, made by the JDK's keytool. */
public final class Certificates {

    private static final String PASSWORD = "not a secret";

    private Certificates() {}

    /** Writes {@code name.crt} and {@code name.key}, PEM files. */
    public static TlsFiles write(Path folder, String name, String keyAlgorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                keyAlgorithm,
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        return new TlsFiles(
                pem(
                        folder.resolve(name + ".crt"),
                        "CERTIFICATE",
                        made.getCertificate(name).getEncoded()),
                pem(
                        folder.resolve(name + ".key"),
                        "PRIVATE KEY",
                        made.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path pem(Path file, String type, byte[] content) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                        .formatted(type, Base64.getMimeEncoder().encodeToString(content)));
    }

    /** For a client that trusts a certificate alone. */
    public static SSLContext trusting(TlsFiles files) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(files.certificate())) {
            trusted.setCertificateEntry(
                    "page", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
