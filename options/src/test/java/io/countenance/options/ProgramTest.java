package io.countenance.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ProgramTest {

    enum Guarantee {
        NONE,
        AT_LEAST_ONCE
    }

    @Command(name = "sample", description = "A sample.")
    static final class Sample implements Callable<Integer> {
        @Option(
                names = "--wait",
                paramLabel = "<time>",
                defaultValue = "10s",
                description = "How long.")
        Duration wait;

        @Option(names = "--delivery", defaultValue = "none", description = "What is promised.")
        Guarantee delivery;

        @Option(names = "--size", paramLabel = "<px>", defaultValue = "64", description = "Side.")
        int size;

        @Option(
                names = "--from",
                paramLabel = "<ISO-8601|ms>",
                defaultValue = "0",
                description = "Since when.")
        Instant from;

        @Override
        public Integer call() {
            InvalidOptionException.check(size > 0, "--size", size, "must be at least 1", 64);
            return 0;
        }
    }

    @Command(name = "reader")
    static final class Reader implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            Files.readAllBytes(Path.of("no", "such.onnx"));
            return 0;
        }
    }

    @Command(name = "needy", mixinStandardHelpOptions = true, subcommands = Asker.class)
    static final class Needy implements Callable<Integer> {
        @Option(
                names = "--kafka.bootstrap-servers",
                required = true,
                paramLabel = "<host:port,...>")
        String servers;

        @Option(names = "--kafka.properties-file", required = true, paramLabel = "<path>")
        Path file;

        @Option(names = "--size", paramLabel = "<px>")
        int size;

        @Override
        public Integer call() {
            return 0;
        }
    }

    @Command(name = "ask", mixinStandardHelpOptions = true)
    static final class Asker implements Callable<Integer> {

        static final class Source {
            @Option(names = "--run", paramLabel = "<folder>")
            Path run;

            @Option(names = "--model", paramLabel = "<onnx>")
            Path model;
        }

        static final class Data {
            @Option(names = "--data", required = true, paramLabel = "<zip>")
            Path data;

            @Option(names = "--labels", paramLabel = "<csv>")
            Path labels;
        }

        @ArgGroup(multiplicity = "1")
        Source source;

        @ArgGroup(exclusive = false, multiplicity = "1")
        Data data;

        @Parameters(arity = "1..*", paramLabel = "<picture>")
        List<Path> pictures;

        @Override
        public Integer call() {
            return 0;
        }
    }

    private final StringWriter err = new StringWriter();
    private final Sample sample = new Sample();

    private int run(String... arguments) {
        return run(sample, arguments);
    }

    private int run(Callable<Integer> command, String... arguments) {
        CommandLine line = Program.commandLine(command);
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @Test
    void readsPointsInTime() {
        assertThat(run("--from", "2026-11-25T13:00:00.5Z")).isZero();
        assertThat(sample.from).isEqualTo(Instant.ofEpochMilli(1_795_611_600_500L));
        assertThat(run("--from", "1795611600500")).isZero();
        assertThat(sample.from).isEqualTo(Instant.parse("2026-11-25T13:00:00.500Z"));
        assertThat(run("--from", "yesterday")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--from",
                        "'yesterday' is not a point in time: ISO-8601 such as 2026-11-25T13:00:00Z, or ms since 1970");
    }

    @Test
    void readsTimesAndHyphenatedChoices() {
        assertThat(run("--wait", "250ms", "--delivery", "at-least-once")).isZero();
        assertThat(sample.wait).isEqualTo(Duration.ofMillis(250));
        assertThat(sample.delivery).isEqualTo(Guarantee.AT_LEAST_ONCE);
    }

    @Test
    void namesOptionValueAndChoices() {
        assertThat(run("--delivery", "twice")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--delivery",
                        "'twice' is not one of none, at-least-once",
                        "Example: --delivery none");
    }

    @Test
    void namesTheRuleAValueBreaks() {
        assertThat(run("--size", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--size: '0' is not allowed: must be at least 1. Example: --size 64");
    }

    @Test
    void saysOfAMissingFileThatItIsMissing() {
        assertThat(run(new Reader())).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(err)
                .hasToString("reader: %s: no such file%n".formatted(Path.of("no", "such.onnx")));
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        assertThat(run("--delivry", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("Unknown option", "--delivry", "--delivery");
    }

    @Test
    void refusesWhatIsNoTime() {
        assertThat(run("--wait", "soon")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--wait", "'soon' is not a time", "Example: --wait 10s");
    }

    @Test
    void refusesTimesThatNoClockReaches() {
        for (String tooLong : new String[] {"36501d", "PT2562047788015215H", "-PT876001H"}) {
            assertThat(run("--wait", tooLong)).isEqualTo(2);
            assertThat(err.toString())
                    .contains("'" + tooLong + "' is too long a time: at most 36500d");
        }
        assertThat(run("--wait", "36500d")).isZero();
        assertThat(run("--from", "+999999999-12-31T23:59:59Z")).isEqualTo(2);
        assertThat(err.toString()).contains("'+999999999-12-31T23:59:59Z' is not a point in time");
    }

    @Test
    void writesTimesTheWayItReadsThem() {
        for (String text : new String[] {"0ms", "1ms", "1500ms", "90s", "2min", "3h", "4d"}) {
            assertThat(DurationConverter.format(new DurationConverter().convert(text)))
                    .isEqualTo(text);
        }
        assertThat(new DurationConverter().convert("PT1M")).isEqualTo(Duration.ofMinutes(1));
        assertThatThrownBy(() -> new DurationConverter().convert("999999999999999d"))
                .hasMessageContaining("is not a time");
    }

    @Test
    void usageNamesWhatMustBeGivenAndBreaksNoName() {
        CommandLine needy = Program.commandLine(new Needy());
        assertThat(needy.getUsageMessage().lines())
                .startsWith(
                        "Usage: needy [OPTIONS] --kafka.bootstrap-servers=<host:port,...>",
                        "  --kafka.properties-file=<path> [COMMAND]");
        assertThat(needy.getSubcommands().get("ask").getUsageMessage().lines())
                .startsWith(
                        "Usage: needy ask [OPTIONS] (--run=<folder> | --model=<onnx>) --data=<zip>",
                        "  <picture>...");
    }

    @Test
    void tableHasTypeDefaultAndDescription() {
        assertThat(OptionsReference.markdown(sample))
                .isEqualTo(
                        """
                        # sample

                        A sample.

                        | option | type or unit | default | description |
                        |---|---|---|---|
                        | `--wait` | time | `10s` | How long. |
                        | `--delivery` | `none`, `at-least-once` | `none` | What is promised. |
                        | `--size` | px | `64` | Side. |
                        | `--from` | ISO-8601\\|ms | `0` | Since when. |

                        """);
    }
}
