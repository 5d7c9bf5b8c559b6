package io.countenance.benchmarks.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One table of all that was aimed at. */
@Command(
        name = "summary",
        description =
                "Measures nothing: prints one table of what was aimed at and what was measured,"
                        + " from the files of the other subjects. What is not there is not"
                        + " measured.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class Summary implements Callable<Integer> {

    @Option(
            names = "--results",
            defaultValue = "benchmarks/results",
            paramLabel = "<folder>",
            description = "Where SUBJECT.json are.")
    private Path results;

    /** For picocli. */
    public Summary() {}

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(results)) {
            throw new NoSuchFileException(results.toString());
        }
        Map<String, Function<Results, List<Bar>>> subjects = new LinkedHashMap<>();
        subjects.put("engine", EngineBars::of);
        subjects.put("stages", StagesBars::of);
        subjects.put("latency", LatencyBars::of);
        subjects.put("scale", ScaleBars::of);
        subjects.put("training", TrainingBars::of);
        subjects.put("tracking", TrackingBars::of);
        List<Bar> bars = new ArrayList<>();
        Map<String, String> dates = new LinkedHashMap<>();
        for (String subject : subjects.keySet()) {
            Results measured = Results.read(results, subject);
            bars.addAll(subjects.get(subject).apply(measured));
            dates.put(subject, measured.date());
        }
        BarTable.print(bars, dates, System.out);
        return 0;
    }
}
