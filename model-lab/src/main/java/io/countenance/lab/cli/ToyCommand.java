package io.countenance.lab.cli;

import static io.countenance.options.InvalidOptionException.check;

import io.countenance.lab.toy.ToyDataSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Draws a data set. */
@Command(
        name = "toy",
        description =
                "Draws faces that show the eight expressions, with ten votes each, in the form of"
                        + " FER+: train.zip, valid.zip and labels.csv. For a first run without data;"
                        + " what is learnt from drawings says nothing about people.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ToyCommand implements Callable<Integer> {

    private static final int MOST = 1_000_000;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "<folder>",
            description = "Where the three files go; those of an earlier run are replaced.")
    private Path output;

    @Option(
            names = "--train",
            defaultValue = "4000",
            paramLabel = "<count>",
            description = "Faces to learn from.")
    private int train;

    @Option(
            names = "--valid",
            defaultValue = "800",
            paramLabel = "<count>",
            description = "Faces to measure on.")
    private int valid;

    @Option(
            names = "--size",
            defaultValue = "48",
            paramLabel = "<px>",
            description = "Side of the pictures, 16 to 1024. FER2013's have 48.")
    private int size;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "<number>",
            description = "The same number gives the same files.")
    private long seed;

    @Override
    public Integer call() throws IOException {
        check(!Files.isRegularFile(output), "--output", output, "must be a folder", "toy");
        check(train >= 1 && train <= MOST, "--train", train, "must be from 1 to " + MOST, 4000);
        check(valid >= 1 && valid <= MOST, "--valid", valid, "must be from 1 to " + MOST, 800);
        check(size >= 16 && size <= 1024, "--size", size, "must be from 16 to 1024 px", 48);
        try (LoadingBar bar = new LoadingBar()) {
            new ToyDataSet(train, valid, size, seed).write(output, bar);
        }
        System.out.printf(
                "%s: %d faces in train.zip, %d in valid.zip, their votes in labels.csv%n",
                output, train, valid);
        return 0;
    }
}
