package io.countenance.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final List<LabelledFace> FACES =
            List.of(
                    face(0, false, 1, 0, 0),
                    face(0, true, 0.5f, 0.5f, 0),
                    face(1, false, 0, 1, 0),
                    face(-1, false, 0.5f, 0.5f, 0));
    private static final float[][] PREDICTIONS = {
        {0.8f, 0.1f, 0.1f}, {0.25f, 0.5f, 0.25f}, {0.2f, 0.6f, 0.2f}, {0, 0, 1}
    };

    @Test
    void overAllFacesWithAMajority() {
        Measures measures = Measures.of(FACES, PREDICTIONS, false);

        assertThat(measures.n()).isEqualTo(3);
        assertThat(measures.accuracy()).isCloseTo(2 / 3.0, within(1e-9));
        // class 0: TP 1, FN 1; class 1: TP 1, FP 1; class 2 does not occur
        assertThat(measures.macroF1()).isCloseTo((2 / 3.0 + 2 / 3.0) / 2, within(1e-9));
        double expected =
                Math.log(1 / 0.8) + 0.5 * Math.log(2) + 0.5 * Math.log(1) + Math.log(1 / 0.6);
        assertThat(measures.kl()).isCloseTo(expected / 3, within(1e-6));
    }

    @Test
    void withoutCopiesFromTraining() {
        Measures measures = Measures.of(FACES, PREDICTIONS, true);

        assertThat(measures.n()).isEqualTo(2);
        assertThat(measures.accuracy()).isEqualTo(1);
        assertThat(measures.macroF1()).isEqualTo(1);
    }

    @Test
    void aPredictionOfZeroIsPunishedButFinite() {
        Measures measures = Measures.of(FACES.subList(0, 1), new float[][] {{0, 1, 0}}, false);

        assertThat(measures.kl()).isFinite().isGreaterThan(20);
    }

    @Test
    void jsonHasAllAtTheTopAndLeakFreeBelowAndReadsBack() throws Exception {
        Evaluation evaluation = Evaluation.of(FACES, PREDICTIONS);
        ObjectMapper mapper = new ObjectMapper();

        String json = mapper.writeValueAsString(evaluation);

        assertThat(mapper.readTree(json).get("n").asInt()).isEqualTo(3);
        assertThat(mapper.readTree(json).get("leakFree").get("n").asInt()).isEqualTo(2);
        assertThat(mapper.readValue(json, Evaluation.class)).isEqualTo(evaluation);
    }

    private static LabelledFace face(int majority, boolean copy, float... distribution) {
        return new LabelledFace(
                "face",
                new Picture(1, 1, Colour.LUMINANCE, new byte[1]),
                distribution,
                majority,
                copy);
    }
}
