package io.countenance.options;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's line of usage: by name what must be given, the rest as {@code [OPTIONS]}. Picocli's
 * own has them all and breaks lines within their names.
 */
final class Synopsis {

    /** With {@code Usage: } before the first line, in 80 columns. */
    private static final int LINE_LENGTH = 72;

    private static final String INDENT = "  ";

    private Synopsis() {}

    /** Its lines, as picocli's format strings. */
    static String[] of(CommandSpec command) {
        List<String> words = new ArrayList<>();
        words.add("[OPTIONS]");
        command.options().stream()
                .filter(option -> option.group() == null && option.required())
                .map(Synopsis::text)
                .forEach(words::add);
        command.argGroups().stream().flatMap(Synopsis::required).forEach(words::add);
        command.positionalParameters().stream().map(Synopsis::text).forEach(words::add);
        if (!command.subcommands().isEmpty()) {
            words.add(command.usageMessage().synopsisSubcommandLabel());
        }
        return lines(command.qualifiedName(), words);
    }

    private static Stream<String> required(ArgGroupSpec group) {
        if (group.multiplicity().min() == 0) {
            return Stream.empty();
        }
        if (group.exclusive()) {
            return Stream.of(
                    group.options().stream()
                            .map(Synopsis::text)
                            .collect(Collectors.joining(" | ", "(", ")")));
        }
        return Stream.concat(
                group.options().stream().filter(OptionSpec::required).map(Synopsis::text),
                group.subgroups().stream().flatMap(Synopsis::required));
    }

    private static String text(OptionSpec option) {
        return option.longestName() + '=' + option.paramLabel();
    }

    private static String text(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.required() ? label : '[' + label + ']';
    }

    private static String[] lines(String name, List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(name);
        for (String word : words) {
            if (line.length() + 1 + word.length() > LINE_LENGTH) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT).append(word);
            } else {
                line.append(' ').append(word);
            }
        }
        lines.add(line.toString());
        return lines.stream().map(text -> text.replace("%", "%%")).toArray(String[]::new);
    }
}
