package io.countenance.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.options.InvalidOptionException;
import io.countenance.options.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
