package io.countenance.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of {@code k8s/docker}, in its stages.
 *
 * @param arguments the {@code ARG} lines before the first stage, NAME=VALUE
 * @param stages in order
 */
record Dockerfile(List<String> arguments, List<Stage> stages) {

    private static final Pattern FROM = Pattern.compile("(\\S+) AS (\\S+)");

    /**
     * A stage.
     *
     * @param base image or earlier stage, with arguments filled in
     * @param name of the stage
     * @param instructions all after its FROM
     */
    record Stage(String base, String name, List<Instruction> instructions) {

        List<Instruction> all(String keyword) {
            return instructions.stream()
                    .filter(instruction -> instruction.keyword.equals(keyword))
                    .toList();
        }

        /** The last of its kind, which is the one in force. */
        String last(String keyword) {
            List<Instruction> all = all(keyword);
            if (all.isEmpty()) {
                throw new IllegalStateException(name + " has no " + keyword);
            }
            return all.get(all.size() - 1).text;
        }

        /** The words of an instruction in exec form. */
        List<String> words(String keyword) {
            String text = last(keyword);
            try {
                return List.of(
                        new ObjectMapper()
                                .readValue(text.substring(text.indexOf('[')), String[].class));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(keyword + " is not in exec form: " + text, e);
            }
        }
    }

    /**
     * A line, continuations joined.
     *
     * @param keyword say RUN
     * @param text the rest
     */
    record Instruction(String keyword, String text) {}

    /** Reads {@code docker/NAME.Dockerfile}. */
    static Dockerfile of(String name) {
        try {
            return parse(
                    Files.readString(Manifests.FOLDER.resolve("docker/" + name + ".Dockerfile")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dockerfile parse(String text) {
        List<String> arguments = new ArrayList<>();
        List<Stage> stages = new ArrayList<>();
        List<String> lines =
                text.replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", " ").lines().toList();
        for (String line : lines) {
            if (line.isBlank()) {
                continue;
            }
            String[] parts = line.split(" ", 2);
            Instruction instruction =
                    new Instruction(parts[0].toUpperCase(Locale.ROOT), parts[1].strip());
            if (instruction.keyword.equals("FROM")) {
                Matcher from = FROM.matcher(filled(instruction.text, arguments));
                if (!from.matches()) {
                    throw new IllegalStateException("A stage without a name: " + line);
                }
                stages.add(new Stage(from.group(1), from.group(2), new ArrayList<>()));
            } else if (stages.isEmpty()) {
                arguments.add(instruction.text);
            } else {
                stages.get(stages.size() - 1).instructions.add(instruction);
            }
        }
        return new Dockerfile(arguments, stages);
    }

    private static String filled(String text, List<String> arguments) {
        String filled = text;
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            filled = filled.replace("${" + parts[0] + "}", parts[1]);
        }
        return filled;
    }

    Stage stage(String name) {
        return stages.stream()
                .filter(stage -> stage.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no stage " + name));
    }

    /** The stage and those that it is built on, down to the image. */
    List<Stage> withBases(String name) {
        List<Stage> all = new ArrayList<>();
        Stage stage = stage(name);
        all.add(stage);
        while (isStage(stage.base)) {
            stage = stage(stage.base);
            all.add(stage);
        }
        return all;
    }

    boolean isStage(String name) {
        return stages.stream().anyMatch(stage -> stage.name.equals(name));
    }

    /** Where a file or folder of this name ends up in the images. */
    String copied(String name) {
        return stages.stream()
                .flatMap(stage -> stage.all("COPY").stream())
                .map(copy -> copy.text.split(" "))
                .filter(words -> words[words.length - 2].endsWith("/" + name))
                .map(words -> words[words.length - 1])
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing copies " + name));
    }

    static Stream<Dockerfile> all() {
        return Stream.of("job", "programs").map(Dockerfile::of);
    }
}
