package io.countenance.demo.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countenance.demo.track.MotChallengeWriter.MotBox;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MotChallengeWriterTest {

    @Test
    void writesALineABoxSortedByFrameThenId() throws Exception {
        StringWriter text = new StringWriter();
        try (MotChallengeWriter writer = new MotChallengeWriter(text)) {
            writer.write(new MotBox(1, 2, 10, 20.5f, 30, 40, 0.9f));
            writer.write(new MotBox(1, 1, -1.25f, 0, 30, 40, 0.75f));
            writer.write(new MotBox(3, 2, 10, 20, 30, 40, 1));
        }
        assertThat(text)
                .hasToString(
                        """
                        1,1,-1.25,0.00,30.00,40.00,0.7500,-1,-1,-1
                        1,2,10.00,20.50,30.00,40.00,0.9000,-1,-1,-1
                        3,2,10.00,20.00,30.00,40.00,1.0000,-1,-1,-1
                        """);
    }

    @Test
    void refusesAFrameThatIsOver() throws Exception {
        try (MotChallengeWriter writer = new MotChallengeWriter(new StringWriter())) {
            writer.write(new MotBox(3, 1, 0, 0, 1, 1, 1));
            assertThatThrownBy(() -> writer.write(new MotBox(2, 1, 0, 0, 1, 1, 1)))
                    .hasMessage("frame 2 after frame 3");
        }
    }
}
