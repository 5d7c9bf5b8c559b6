package io.countenance.options;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a picocli command the way all our programs run: times such as {@code 10s}, points in time
 * such as {@code 2026-11-25T13:00:00Z}, choices in lower case with hyphens, a line of usage that
 * names what must be given, a one-line message and exit code 2 for a wrong option, a one-line
 * message and exit code 1 for a failure (with its stack trace under {@code
 * -Dcountenance.stacktrace=true}).
 *
 * <p>In descriptions write {@code paramLabel = "<px>"} or another unit: it is the type and unit
 * column of the reference table. Give every option a default value or {@code required = true}.
 */
public final class Program {

    private Program() {}

    /** Runs {@code command}, a picocli command object, and returns the exit code. */
    public static int run(Object command, String... arguments) {
        return commandLine(command).execute(arguments);
    }

    /**
     * The command line as {@link #run} uses it; for parsing without running, and for the reference
     * table.
     */
    public static CommandLine commandLine(Object command) {
        CommandLine line = new CommandLine(command);
        register(line, new HashSet<>());
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setOverwrittenOptionsAllowed(false);
        line.setParameterExceptionHandler(Program::explainParameter);
        line.setExecutionExceptionHandler(
                (failure, failed, result) -> explainFailure(failure, failed));
        return line;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void register(CommandLine line, Set<Class<?>> known) {
        line.registerConverter(Duration.class, new DurationConverter());
        line.registerConverter(Instant.class, new InstantConverter());
        CommandSpec command = line.getCommandSpec();
        command.usageMessage().customSynopsis(Synopsis.of(command));
        for (ArgSpec argument : command.args()) {
            for (Class<?> type : argument.auxiliaryTypes()) {
                if (type.isEnum()) {
                    line.registerConverter((Class) type, new EnumConverter(type));
                }
            }
            if (argument.type().isEnum()) {
                line.registerConverter((Class) argument.type(), new EnumConverter(argument.type()));
            }
        }
        for (CommandLine subcommand : line.getSubcommands().values()) {
            if (known.add(subcommand.getCommandSpec().userObject().getClass())) {
                register(subcommand, known);
            }
        }
    }

    private static int explainParameter(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println(line.getCommandName() + ": " + failure.getMessage());
        ArgSpec argument = failure.getArgSpec();
        if (argument != null && argument.isOption() && argument.defaultValue() != null) {
            line.getErr()
                    .println(
                            "Example: "
                                    + ((CommandLine.Model.OptionSpec) argument).longestName()
                                    + " "
                                    + argument.defaultValue());
        }
        if (failure instanceof UnmatchedArgumentException unmatched) {
            UnmatchedArgumentException.printSuggestions(unmatched, line.getErr());
        }
        line.getErr()
                .println(
                        "'"
                                + line.getCommandSpec().qualifiedName()
                                + " --help' lists the options.");
        return ExitCode.USAGE;
    }

    private static int explainFailure(Exception failure, CommandLine line) {
        String name = line.getCommandSpec().qualifiedName();
        line.getErr().println(name + ": " + message(failure));
        if (Boolean.getBoolean("countenance.stacktrace")) {
            failure.printStackTrace(line.getErr());
        }
        return failure instanceof InvalidOptionException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static String message(Throwable failure) {
        // Java's message is the file's name alone.
        if (failure instanceof NoSuchFileException missing && missing.getReason() == null) {
            return missing.getFile() + ": no such file";
        }
        String own =
                failure.getMessage() == null
                        ? failure.getClass().getSimpleName()
                        : failure.getMessage();
        Throwable cause = failure.getCause();
        if (cause == null || cause.getMessage() == null || own.contains(cause.getMessage())) {
            return own;
        }
        return own + " (" + message(cause) + ")";
    }
}
