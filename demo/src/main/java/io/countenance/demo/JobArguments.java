package io.countenance.demo;

import io.countenance.job.options.JobOptions;
import io.countenance.options.InvalidOptionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ParameterException;

/** Passes options on to the job. */
public final class JobArguments {

    private JobArguments() {}

    /**
     * The job's options, by name without hyphens.
     *
     * @param own what the program sets
     * @param given the user's, which come before them
     * @throws InvalidOptionException where the job does not know one or refuses its value
     */
    public static JobOptions parse(Map<String, String> own, Map<String, String> given) {
        Map<String, String> all = new LinkedHashMap<>(own);
        all.putAll(given);
        try {
            return JobOptions.parse(
                    all.entrySet().stream()
                            .map(option -> "--" + option.getKey() + "=" + option.getValue())
                            .toArray(String[]::new));
        } catch (ParameterException e) {
            String options =
                    given.entrySet().stream()
                            .map(Map.Entry::toString)
                            .collect(Collectors.joining(", "));
            throw new InvalidOptionException(
                    "--job-option", options, e.getMessage(), "windows.size=10s");
        }
    }
}
