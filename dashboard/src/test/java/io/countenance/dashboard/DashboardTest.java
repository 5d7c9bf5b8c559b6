package io.countenance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class DashboardTest {

    private final StringWriter err = new StringWriter();

    private int dashboard(String... arguments) {
        CommandLine line = Program.commandLine(new Dashboard());
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void saysWhichOptionIsWrong() {
        assertThat(dashboard()).isEqualTo(2);
        assertThat(err.toString()).contains("--bootstrap-servers");
        assertThat(dashboard("--bootstrap-servers=broker")).isEqualTo(2);
        assertThat(err.toString()).contains("must be host:port");
        assertThat(dashboard("--bootstrap-servers=b:1", "--history=2d")).isEqualTo(2);
        assertThat(err.toString()).contains("--history: '2d'", "must be from 10s to 1d");
        assertThat(dashboard("--bootstrap-servers=b:1", "--port=x")).isEqualTo(2);
        assertThat(err.toString()).contains("--port: 'x'", "must be a port or a range of ports");
        assertThat(dashboard("--bootstrap-servers=b:1", "--frames.max-bytes=0")).isEqualTo(2);
        assertThat(err.toString()).contains("--frames.max-bytes: '0'", "must be from 1 to");
        assertThat(dashboard("--bootstrap-servers=b:1", "--topics.room-windows=frame-results"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--topics.room-windows: 'frame-results'",
                        "must be another topic than that of --topics.frame-results");
    }

    @Test
    void saysWhichHostOrTlsFileIsWrong() {
        assertThat(dashboard("--bootstrap-servers=b:1", "--host=192.0.2.1")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--host: '192.0.2.1'", "must be a name or an address of this machine");
        assertThat(dashboard("--bootstrap-servers=b:1", "--tls-key=page.key")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--tls-key: 'page.key'", "needs its certificate, --tls-certificate");
    }

    @Test
    void warnsWhereOthersCanReadWhatItServes(@TempDir Path folder) throws Exception {
        assertThat(start("--host=localhost")).startsWith("The page is at http://localhost:");
        assertThat(err.toString()).doesNotContain("Warning");
        assertThat(start("--host=0.0.0.0")).startsWith("The page is at http://0.0.0.0:");
        assertThat(err.toString())
                .contains(
                        "Warning: 0.0.0.0 is not this machine alone, and there is no TLS",
                        "Give --tls-certificate and --tls-key");
        err.getBuffer().setLength(0);
        TlsFiles files = Certificates.write(folder, "page", "RSA");
        assertThat(
                        start(
                                "--host=0.0.0.0",
                                "--tls-certificate=" + files.certificate(),
                                "--tls-key=" + files.key()))
                .startsWith("The page is at https://0.0.0.0:");
        assertThat(err.toString()).doesNotContain("Warning");
    }

    /** What it prints before it is ended; there need be no broker. */
    private String start(String... arguments) throws Exception {
        StringWriter out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers=localhost:1", "--port=0", "--preview=off"));
        CommandLine line = Program.commandLine(new Dashboard());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        Thread program = new Thread(() -> line.execute(all.toArray(new String[0])));
        program.start();
        // It says all of it before it waits for its end.
        while (program.isAlive()
                && (program.getState() != Thread.State.WAITING || out.toString().isEmpty())) {
            Thread.sleep(20);
        }
        program.interrupt();
        // The broker's answer, which does not come, is waited for 5 s elsewhere.
        program.join(4_000);
        assertThat(program.isAlive()).as("goes on waiting for the broker").isFalse();
        return out.toString();
    }

    @Test
    void printsATokenOfItsOwnAndNoneThatAFileHolds(@TempDir Path folder) throws Exception {
        assertThat(printedAtStart())
                .matches("The page is at http://localhost:\\d+/\\?token=.{16,}");
        Path file = Files.writeString(folder.resolve("token"), "0123456789abcdef");
        assertThat(printedAtStart("--token-file=" + file))
                .startsWith("The page is at http://localhost:")
                .endsWith("/ and asks for the token in " + file)
                .doesNotContain("0123456789abcdef");
    }

    private static String printedAtStart(String... arguments) throws Exception {
        PipedReader printed = new PipedReader();
        CommandLine line = Program.commandLine(new Dashboard());
        line.setOut(new PrintWriter(new PipedWriter(printed)));
        line.setErr(new PrintWriter(new StringWriter()));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers=localhost:1", "--port=0", "--preview=off"));
        Thread program = new Thread(() -> line.execute(all.toArray(String[]::new)));
        program.start();
        try {
            return new BufferedReader(printed).readLine();
        } finally {
            program.interrupt();
            program.join();
        }
    }

    @Test
    void readsPortsAndRanges() {
        assertThat(PortRange.parse("--port", "0")).isEqualTo(new PortRange(0, 0));
        assertThat(PortRange.parse("--port", "8090-8189")).isEqualTo(new PortRange(8090, 8189));
        assertThatThrownBy(() -> PortRange.parse("--port", "9-8"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("--port: '9-8'");
        assertThatThrownBy(() -> PortRange.parse("--port", "65536"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageContaining("at most 65535");
    }
}
