package io.countenance.lab.train;

/**
 * A linear rise, then a fall. How far training has come is the larger of two shares: steps done of
 * all steps, and minutes trained of the minutes allowed. So a run with a time limit ends on time
 * with its learning rate as low as it should be however busy the machine was, and a run without one
 * depends on steps alone.
 *
 * @param peak the highest rate
 * @param epochs of the whole run
 * @param stepsPerEpoch in each of them
 * @param warmupSteps over which the rate rises
 * @param decay how it falls
 * @param maxMinutes of training, 0 for no limit
 */
record LearningRateSchedule(
        float peak,
        int epochs,
        long stepsPerEpoch,
        long warmupSteps,
        RateDecay decay,
        double maxMinutes) {

    /** Share of the run that is done, 1 and more when it is over. */
    double progress(long step, double minutes) {
        double byTime = maxMinutes > 0 ? minutes / maxMinutes : 0;
        return Math.max(step / (double) (stepsPerEpoch * epochs), byTime);
    }

    /** The rate for a step, counted from 0, that starts after so many minutes. */
    float rate(long step, double minutes) {
        double warmup = Math.min(1, (step + 1) / (double) Math.max(1, warmupSteps));
        double progress = Math.min(1, progress(step, minutes));
        return (float) (peak * warmup * decay.share(progress, epochs));
    }
}
