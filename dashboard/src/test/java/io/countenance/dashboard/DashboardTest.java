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
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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
