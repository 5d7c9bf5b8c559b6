package io.countenance.options;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The reference tables in the documentation, made from the commands themselves. A test in each
 * module compares the file with this and, run with {@code -Dcountenance.docs.write=true}, writes
 * it.
 */
public final class OptionsReference {

    private OptionsReference() {}

    /**
     * Markdown for a command and its subcommands: one table for each group of options. Ends with a
     * line break.
     */
    public static String markdown(Object command) {
        StringBuilder text = new StringBuilder();
        append(text, Program.commandLine(command), 1);
        return text.toString();
    }

    private static void append(StringBuilder text, CommandLine line, int level) {
        CommandSpec spec = line.getCommandSpec();
        text.append("#".repeat(level)).append(' ').append(spec.qualifiedName()).append("\n\n");
        text.append(String.join(" ", spec.usageMessage().description())).append("\n\n");
        List<PositionalParamSpec> positionals = spec.positionalParameters();
        if (!positionals.isEmpty()) {
            text.append("| argument | description |\n|---|---|\n");
            positionals.forEach(
                    p ->
                            text.append(
                                    "| `%s` | %s |\n"
                                            .formatted(p.paramLabel(), cell(p.description()))));
            text.append('\n');
        }
        table(text, spec.options().stream().filter(o -> o.group() == null).toList());
        for (ArgGroupSpec group : spec.argGroups()) {
            if (group.heading() != null) {
                text.append("#".repeat(level + 1))
                        .append(' ')
                        .append(group.heading().replace("%n", "").strip().replaceAll(":$", ""))
                        .append("\n\n");
            }
            table(text, group.allOptionsNested());
        }
        line.getSubcommands().values().stream()
                .sorted(Comparator.comparing(CommandLine::getCommandName))
                .filter(subcommand -> !subcommand.getCommandName().equals("help"))
                .forEach(subcommand -> append(text, subcommand, level + 1));
    }

    private static void table(StringBuilder text, List<OptionSpec> options) {
        List<OptionSpec> shown =
                options.stream()
                        .filter(o -> !o.hidden() && !o.usageHelp() && !o.versionHelp())
                        .toList();
        if (shown.isEmpty()) {
            return;
        }
        text.append("| option | type or unit | default | description |\n|---|---|---|---|\n");
        for (OptionSpec option : shown) {
            text.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    option.longestName(),
                                    type(option),
                                    defaultValue(option),
                                    cell(option.description())));
        }
        text.append('\n');
    }

    @SuppressWarnings("unchecked")
    private static String type(OptionSpec option) {
        Class<?> type = option.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return "`" + EnumConverter.choices((Class<? extends Enum<?>>) type, "`, `") + "`";
        }
        return type == boolean.class || type == Boolean.class
                ? "flag"
                : option.paramLabel().replaceAll("[<>]", "").replace("|", "\\|");
    }

    private static String defaultValue(OptionSpec option) {
        if (option.required()) {
            return "required";
        }
        String value = option.defaultValue();
        if (value == null || value.equals(CommandLine.Option.NULL_VALUE)) {
            return option.arity().max() == 0 ? "`false`" : "none";
        }
        return "`" + (value.isEmpty() ? " " : value) + "`";
    }

    private static String cell(String[] description) {
        return java.util.Arrays.stream(description)
                .map(line -> line.replace("%%", "%").replace("%n", " ").replace("|", "\\|").strip())
                .collect(Collectors.joining(" "))
                .replaceAll("(?i) ?default: \\$\\{DEFAULT-VALUE}\\.?", "")
                .replace("${COMPLETION-CANDIDATES}", "")
                .strip();
    }
}
