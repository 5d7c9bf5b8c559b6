package io.countenance.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.countenance.lab.data.Colour;
import io.countenance.lab.data.FaceSet;
import io.countenance.lab.data.LabelledFace;
import io.countenance.lab.data.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private static final List<String> LABELS = List.of("neutral", "happiness", "contempt");
    private static final List<LabelledFace> FACES =
            List.of(
                    face(0, false, 0, 1, 0, 0),
                    face(0, true, 1, 0.5f, 0.5f, 0),
                    face(1, false, 0, 0, 1, 0),
                    face(-1, false, -1, 0.5f, 0.5f, 0));
    private static final float[][] PREDICTIONS = {
        {0.8f, 0.1f, 0.1f}, {0.25f, 0.5f, 0.25f}, {0.2f, 0.3f, 0.5f}, {0, 0, 1}
    };

    private final Measures measures = Measures.of(set(FACES), PREDICTIONS);

    @Test
    void accuracyCountsFacesWithAMajority() {
        assertThat(measures.n()).isEqualTo(3);
        assertThat(measures.accuracy()).isCloseTo(1 / 3.0, within(1e-9));
        // neutral: TP 1, FN 1; happiness: FN 1, FP 1; contempt does not occur as majority
        assertThat(measures.macroF1()).isCloseTo((2 / 3.0 + 0) / 2, within(1e-9));
    }

    @Test
    void distancesAreMeansOverFaces() {
        double kl = Math.log(1 / 0.8) + 0.5 * Math.log(2) + 0.5 * Math.log(1) + Math.log(1 / 0.3);
        assertThat(measures.kl()).isCloseTo(kl / 3, within(1e-6));
        assertThat(measures.chebyshev()).isCloseTo((0.2 + 0.25 + 0.7) / 3, within(1e-6));
        double clark =
                Math.sqrt(Math.pow(0.2 / 1.8, 2) + 2)
                        + Math.sqrt(Math.pow(0.25 / 0.75, 2) + 1)
                        + Math.sqrt(1 + Math.pow(0.7 / 1.3, 2) + 1);
        assertThat(measures.clark()).isCloseTo(clark / 3, within(1e-6));
        double canberra = 0.2 / 1.8 + 2 + 0.25 / 0.75 + 1 + 1 + 0.7 / 1.3 + 1;
        assertThat(measures.canberra()).isCloseTo(canberra / 3, within(1e-6));
        double cosine =
                0.8 / Math.sqrt(0.66)
                        + 0.375 / Math.sqrt(0.5 * (0.0625 + 0.25 + 0.0625))
                        + 0.3 / Math.sqrt(0.04 + 0.09 + 0.25);
        assertThat(measures.cosine()).isCloseTo(cosine / 3, within(1e-6));
        assertThat(measures.intersection()).isCloseTo((0.8 + 0.75 + 0.3) / 3, within(1e-6));
    }

    @Test
    void fer2013LabelsAreComparedWithoutContempt() {
        // neutral right; happiness (0.5) right; third: contempt left out, happiness before neutral
        assertThat(measures.fer2013Accuracy()).isCloseTo(2 / 3.0, within(1e-9));
        Measures without =
                Measures.of(set(List.of(face(0, false, -1, 1, 0, 0))), new float[][] {{1, 0, 0}});
        assertThat(without.fer2013Accuracy()).isNull();
    }

    @Test
    void leakFreeLeavesCopiesOut() {
        Measures leakFree = Evaluation.of(set(FACES), PREDICTIONS).leakFree();

        assertThat(leakFree.n()).isEqualTo(2);
        assertThat(leakFree.accuracy()).isEqualTo(0.5);
    }

    @Test
    void whereEveryFaceIsACopyThereIsNoLeakFreePart() throws Exception {
        Evaluation evaluation =
                Evaluation.of(set(List.of(face(0, true, 0, 1, 0, 0))), new float[][] {{1, 0, 0}});

        assertThat(evaluation.leakFree()).isNull();
        assertThat(evaluation.decisive()).isEqualTo(evaluation.all());
        JsonNode json = new ObjectMapper().valueToTree(evaluation);
        assertThat(json.get("leakFree").isNull()).isTrue();
        assertThat(json.has("decisive")).isFalse();
    }

    @Test
    void aPredictionOfZeroIsPunishedButFinite() {
        Measures zero = Measures.of(set(FACES.subList(0, 1)), new float[][] {{0, 1, 0}});

        assertThat(zero.kl()).isCloseTo(Math.log(1e12), within(1e-6));
        assertThat(zero.cosine()).isZero();
    }

    @Test
    void withoutAnyMajorityNothingCanBeMeasured() {
        assertThatThrownBy(() -> Measures.of(set(FACES.subList(3, 4)), new float[][] {{0, 0, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no face has a majority label");
    }

    @Test
    void jsonHasAllAtTheTopAndLeakFreeBelowAndReadsBack() throws Exception {
        Evaluation evaluation = Evaluation.of(set(FACES), PREDICTIONS);
        ObjectMapper mapper = new ObjectMapper();

        String json = mapper.writeValueAsString(evaluation);

        assertThat(mapper.readTree(json).get("n").asInt()).isEqualTo(3);
        assertThat(mapper.readTree(json).get("leakFree").get("n").asInt()).isEqualTo(2);
        assertThat(mapper.readValue(json, Evaluation.class)).isEqualTo(evaluation);
    }

    private static FaceSet set(List<LabelledFace> faces) {
        return new FaceSet(LABELS, faces, List.of());
    }

    private static LabelledFace face(
            int majority, boolean copy, int fer2013, float... distribution) {
        return new LabelledFace(
                "face",
                new Picture(1, 1, Colour.LUMINANCE, new byte[1]),
                distribution,
                majority,
                copy,
                fer2013);
    }
}
