package io.countenance.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberRangeTest {

    @Test
    void countsWithoutRounding() {
        assertThat(text("0:1:0.1"))
                .containsExactly(
                        "0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1");
        assertThat(text("0.2:0.5:0.2")).containsExactly("0.2", "0.4");
    }

    @Test
    void readsAList() {
        assertThat(text("0.60, 0,1,0.6")).containsExactly("0.6", "0", "1");
    }

    @Test
    void refusesWhatIsNoRange() {
        for (String wrong : List.of("", "0:1", "1:0:0.1", "a", "0.5,", "-0.1,0", "0:1.1:0.1")) {
            assertThatThrownBy(() -> text(wrong))
                    .as(wrong)
                    .hasMessageContaining("must be from:to:step or numbers with commas");
        }
        assertThatThrownBy(() -> text("0:1:0.0001")).hasMessageContaining("must be 1000 at most");
    }

    private static List<String> text(String text) {
        return NumberRange.parse("--beta", text, 0, 1).stream()
                .map(BigDecimal::toPlainString)
                .toList();
    }
}
