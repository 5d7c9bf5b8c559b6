package io.countenance.k8s;

import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of its own, and what it signs, in the files that Strimzi's secrets have:
 * {@code ca.crt}, {@code user.p12} and {@code user.password}.
 */
final class Certificates {

    /** Of every key store. */
    static final String PASSWORD = "a password that must stay in its file";

    private final KeyPair authorityKeys;
    private final X509Certificate authority;
    private long serial = 1;

    Certificates() throws Exception {
        authorityKeys = keys();
        authority = sign("authority", authorityKeys, true);
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate sign(String name, KeyPair keys, boolean isAuthority) throws Exception {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name("CN=authority"),
                        BigInteger.valueOf(serial++),
                        Date.from(now.minus(Duration.ofMinutes(5))),
                        Date.from(now.plus(Duration.ofHours(1))),
                        new X500Name("CN=" + name),
                        keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(authorityKeys.getPrivate())));
    }

    /** Writes the authority's certificate, {@code ca.crt}. */
    void writeAuthority(Path folder) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                        .formatted(Base64.getMimeEncoder().encodeToString(authority.getEncoded())));
    }

    /** Writes a new key and certificate for {@code CN=name}. */
    void writeUser(String name, Path folder) throws Exception {
        KeyPair keys = keys();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                name,
                keys.getPrivate(),
                PASSWORD.toCharArray(),
                new Certificate[] {sign(name, keys, false), authority});
        Files.createDirectories(folder);
        try (OutputStream out = Files.newOutputStream(folder.resolve("user.p12"))) {
            store.store(out, PASSWORD.toCharArray());
        }
        Files.writeString(folder.resolve("user.password"), PASSWORD);
    }
}
