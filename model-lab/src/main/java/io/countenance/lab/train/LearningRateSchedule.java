package io.countenance.lab.train;

/**
 * Cosine decay to zero after a linear rise. How far training has come is the larger of two shares:
 * steps done of all steps, and minutes trained of the minutes allowed. So a run with a time limit
 * ends on time with its learning rate near zero however busy the machine was, and a run without one
 * depends on steps alone.
 *
 * @param peak the highest rate
 * @param steps of the whole run
 * @param warmupSteps over which the rate rises
 * @param maxMinutes of training, 0 for no limit
 */
record LearningRateSchedule(float peak, long steps, long warmupSteps, double maxMinutes) {

    /** Share of the run that is done, 1 and more when it is over. */
    double progress(long step, double minutes) {
        double byTime = maxMinutes > 0 ? minutes / maxMinutes : 0;
        return Math.max(step / (double) steps, byTime);
    }

    /** The rate for a step, counted from 0, that starts after so many minutes. */
    float rate(long step, double minutes) {
        double warmup = Math.min(1, (step + 1) / (double) Math.max(1, warmupSteps));
        double progress = Math.min(1, progress(step, minutes));
        return (float) (peak * warmup * 0.5 * (1 + Math.cos(Math.PI * progress)));
    }
}
