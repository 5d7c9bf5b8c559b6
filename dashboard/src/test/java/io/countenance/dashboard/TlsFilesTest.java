package io.countenance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.options.InvalidOptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA", "Ed25519"})
    void takesACertificateAndItsKey(String algorithm) throws Exception {
        TlsFiles files = Certificates.write(folder, "page", algorithm);
        assertThat(TlsFiles.of(files.certificate(), files.key())).isEqualTo(files);
        assertThat(TlsFiles.of(null, null)).isNull();
    }

    @Test
    void refusesOneWithoutTheOther() throws Exception {
        TlsFiles files = Certificates.write(folder, "page", "EC");
        assertThatThrownBy(() -> TlsFiles.of(files.certificate(), null))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--tls-certificate: '" + files.certificate())
                .hasMessageContaining("needs its private key, --tls-key");
        assertThatThrownBy(() -> TlsFiles.of(null, files.key()))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--tls-key: '" + files.key())
                .hasMessageContaining("needs its certificate, --tls-certificate");
    }

    @Test
    void refusesWhatIsNoCertificateOrNoKeyOrTheKeyOfAnother() throws Exception {
        TlsFiles files = Certificates.write(folder, "page", "EC");
        TlsFiles other = Certificates.write(folder, "other", "EC");
        TlsFiles rsa = Certificates.write(folder, "rsa", "RSA");
        Path text = Files.writeString(folder.resolve("text"), "no certificate");
        for (Path wrong : new Path[] {text, folder.resolve("none"), folder, files.key()}) {
            assertThatThrownBy(() -> TlsFiles.of(wrong, files.key()))
                    .as(wrong.toString())
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--tls-certificate: '" + wrong)
                    .hasMessageContaining("must be a PEM file of certificates");
        }
        for (Path wrong : new Path[] {text, folder.resolve("none"), files.certificate()}) {
            assertThatThrownBy(() -> TlsFiles.of(files.certificate(), wrong))
                    .as(wrong.toString())
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--tls-key: '" + wrong)
                    .hasMessageContaining("must be a PEM file of a private key, not encrypted");
        }
        for (TlsFiles another : new TlsFiles[] {other, rsa}) {
            assertThatThrownBy(() -> TlsFiles.of(files.certificate(), another.key()))
                    .isInstanceOf(InvalidOptionException.class)
                    .hasMessageContaining("--tls-key: '" + another.key())
                    .hasMessageContaining(
                            "must be the private key of --tls-certificate, " + files.certificate());
        }
    }
}
