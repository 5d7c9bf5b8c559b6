package io.countenance.lab.cli;

import io.countenance.options.Program;
import picocli.CommandLine.Command;

/** Trains, judges and exports expression models. */
@Command(
        name = "model-lab",
        description = "Trains, judges and exports the expression model.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ToyCommand.class,
            PrepareCommand.class,
            TrainCommand.class,
            TrainGeneratorCommand.class,
            GenerateDistributionsCommand.class,
            EvaluateCommand.class,
            ReportCommand.class,
            PredictCommand.class,
            ExportCommand.class,
            InspectCommand.class,
            ComplexityCommand.class,
            AblateCommand.class,
            SweepCommand.class
        })
public final class ModelLab {

    /** For parsing a command line without running it, and for {@link #main}. */
    public ModelLab() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        // DJL fetches natives that it misses and counts its users; ours come with the class path.
        System.setProperty("ai.djl.offline", System.getProperty("ai.djl.offline", "true"));
        System.setProperty("OPT_OUT_TRACKING", "true");
        // Plots are drawn into files; no display is looked for.
        System.setProperty("java.awt.headless", "true");
        System.exit(Program.run(new ModelLab(), arguments));
    }
}
