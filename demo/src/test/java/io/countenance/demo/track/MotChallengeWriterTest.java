package io.countenance.demo.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.demo.track.MotChallengeWriter.MotBox;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MotChallengeWriterTest {

    private final StringWriter text = new StringWriter();

    @Test
    void sortsByFrameThenPerson() throws IOException {
        try (MotChallengeWriter writer = new MotChallengeWriter(text)) {
            writer.write(new MotBox(1, 2, 10.5f, 20, 30, 40.25f, 0.9f));
            writer.write(new MotBox(1, 1, -3.125f, 0, 30, 40, 1));
            writer.write(new MotBox(3, 1, 0, 0, 1, 1, 0.65f));
        }
        assertThat(text.toString())
                .isEqualTo(
                        """
                        1,1,-3.13,0.00,30.00,40.00,1.0000,-1,-1,-1
                        1,2,10.50,20.00,30.00,40.25,0.9000,-1,-1,-1
                        3,1,0.00,0.00,1.00,1.00,0.6500,-1,-1,-1
                        """);
    }

    @Test
    void writesPointsWhateverTheLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try (MotChallengeWriter writer = new MotChallengeWriter(text)) {
            writer.write(new MotBox(1, 1, 1.5f, 2, 3, 4, 0.5f));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(text.toString()).isEqualTo("1,1,1.50,2.00,3.00,4.00,0.5000,-1,-1,-1\n");
    }

    @Test
    void refusesAnEarlierFrame() throws IOException {
        try (MotChallengeWriter writer = new MotChallengeWriter(text)) {
            writer.write(new MotBox(2, 1, 0, 0, 1, 1, 1));
            assertThatThrownBy(() -> writer.write(new MotBox(1, 1, 0, 0, 1, 1, 1)))
                    .hasMessage("frame 1 after frame 2");
        }
    }
}
