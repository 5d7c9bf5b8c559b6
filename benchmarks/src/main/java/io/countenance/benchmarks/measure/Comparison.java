package io.countenance.benchmarks.measure;

import io.countenance.options.ProgressBars;
import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;

/** Measures contenders turn by turn, so that what else the machine does meets all of them alike. */
public final class Comparison {

    private Comparison() {}

    /**
     * Gives every contender a turn that does not count, and then so many that do, in alternation.
     * The order turns round every time, so that none always follows the same one.
     *
     * @param setting what they have in common
     * @param contenders the first is what the others are compared with
     * @param turns 1 or more
     * @return a measurement for each, in their order
     */
    public static List<Measurement> run(String setting, List<Contender> contenders, int turns)
            throws Exception {
        double[][] speeds = new double[contenders.size()][turns];
        try (ProgressBar bar =
                ProgressBars.builder(setting, (turns + 1L) * contenders.size()).build()) {
            for (Contender contender : contenders) {
                contender.warmUp();
                bar.step();
            }
            for (int turn = 0; turn < turns; turn++) {
                for (int i = 0; i < contenders.size(); i++) {
                    int chosen = turn % 2 == 0 ? i : contenders.size() - 1 - i;
                    speeds[chosen][turn] = contenders.get(chosen).measure();
                    bar.step();
                }
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        for (int i = 0; i < speeds.length; i++) {
            measurements.add(
                    Measurement.of(setting, contenders.get(i).name(), speeds[i], speeds[0]));
        }
        return measurements;
    }
}
