package io.countenance.vision.crop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CropPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"square:0.25", "square:0.0", "square:-0.1,0.05", "five-point"})
    void readsWhatItWrites(String text) {
        assertThat(CropPolicy.parse(text)).hasToString(text);
    }

    @Test
    void readsMarginAndShift() {
        assertThat(CropPolicy.parse("square:0.3,-0.1")).isEqualTo(new SquareCrop(0.3f, -0.1f));
        assertThat(CropPolicy.parse("square:1")).isEqualTo(new SquareCrop(1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "square", "square:", "square:wide", "square:1,2,3", "round:1"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> CropPolicy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the crop policy '%s' is not known: it must be square:MARGIN, square:MARGIN,SHIFT or five-point. Example: square:0.25"
                                .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"square:3", "square:NaN", "square:0,0.6"})
    void refusesValuesOutOfRange(String text) {
        assertThatThrownBy(() -> CropPolicy.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not allowed: it must be from");
    }
}
