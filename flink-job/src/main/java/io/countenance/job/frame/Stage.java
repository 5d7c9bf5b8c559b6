package io.countenance.job.frame;

import java.util.Locale;

/** Where in the job a record can be refused; {@code DeadLetter.stage}. */
public enum Stage {
    SOURCE,
    DECODE,
    DETECT,
    CLASSIFY,
    ORDER;

    /** As it stands in the topic: the name in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
