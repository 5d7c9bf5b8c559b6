package io.countenance.benchmarks.summary;

import java.util.Locale;

/**
 * Something that was to be measured, and mostly how good it was to be.
 *
 * @param subject of the benchmarks
 * @param text what it is
 * @param measured as the table has it; empty where it was not
 * @param aim as the table has it; empty where there is none
 * @param verdict what comes of both
 */
record Bar(String subject, String text, String measured, String aim, Verdict verdict) {

    /** Whether an aim was reached. */
    enum Verdict {
        /** It was. */
        MET,
        /** It was not. */
        NOT_MET,
        /** There is none; the figure is for the reader. */
        FIGURE,
        /** The results do not have it. */
        NOT_MEASURED;

        /** As the table has it. */
        String text() {
            return switch (this) {
                case FIGURE -> "";
                case MET, NOT_MET, NOT_MEASURED ->
                        name().toLowerCase(Locale.ROOT).replace('_', ' ');
            };
        }
    }

    /** A ratio that is to be as large as {@code least}. */
    static Bar atLeast(String subject, String text, double ratio, double least) {
        return new Bar(
                subject,
                text,
                number("%.2f", ratio),
                number(">= %.2f", least),
                ratio >= least ? Verdict.MET : Verdict.NOT_MET);
    }

    /** A figure without an aim. */
    static Bar figure(String subject, String text, String measured) {
        return new Bar(subject, text, measured, "", Verdict.FIGURE);
    }

    /** What the results do not have. */
    static Bar notMeasured(String subject, String text, String aim) {
        return new Bar(subject, text, "", aim, Verdict.NOT_MEASURED);
    }

    static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
