package io.countenance.vision.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ExpressionAccumulatorTest {

    private static final String[] LABELS = {"neutral", "happiness", "anger"};
    private static final Offset<Double> NEARLY = within(1e-9);

    private final ExpressionAccumulator accumulator = new ExpressionAccumulator();

    @Test
    void meanWeighsByQuality() {
        accumulator.add(LABELS, 1000, new float[] {1, 0, 0}, 0.75f, "m");
        accumulator.add(LABELS, 1200, new float[] {0, 1, 0}, 0.25f, "m");

        ExpressionSummary summary = accumulator.summarise();

        assertThat(summary.distribution().keySet())
                .containsExactly("neutral", "happiness", "anger");
        assertThat(summary.distribution().get("neutral")).isCloseTo(0.75, NEARLY);
        assertThat(summary.distribution().get("happiness")).isCloseTo(0.25, NEARLY);
        assertThat(summary.distribution().get("anger")).isZero();
        // -(3/4 log2 3/4 + 1/4 log2 1/4) = 2 - 3/4 log2 3
        assertThat(summary.entropy()).isCloseTo(0.8112781244591328, NEARLY);
        assertThat(summary.dominant()).isEqualTo("neutral");
        assertThat(summary.observations()).isEqualTo(2);
        assertThat(summary.transitions()).isEqualTo(1);
        assertThat(summary.meanQuality()).isCloseTo(0.5, NEARLY);
        assertThat(summary.seenMillis()).isEqualTo(200);
        assertThat(summary.firstSeen()).isEqualTo(1000);
        assertThat(summary.lastSeen()).isEqualTo(1200);
        assertThat(summary.modelIds()).containsExactly("m");
    }

    @Test
    void standardErrorWorkedByHand() {
        // 0 1 0 1 1 0 1 0: mean 1/2, variance 1/4; neighbours' products -,-,-,+,-,-,- times 1/4: r
        // = -5/8,
        // unbiased -5/8 + (1 - 20/8)/8 < 0, so 8 independent values: sqrt(1/4 * 8/7 / 8), but at
        // most 1/4: sqrt(1/4 / 8)
        float[] series = {0, 1, 0, 1, 1, 0, 1, 0};
        for (int i = 0; i < series.length; i++) {
            accumulator.add(
                    new String[] {"a", "b"},
                    100 * i,
                    new float[] {series[i], 1 - series[i]},
                    1,
                    "m");
        }

        assertThat(accumulator.summarise().standardError().get("a"))
                .isCloseTo(Math.sqrt(0.25 / 8), NEARLY);
        assertThat(accumulator.summarise().standardError().get("b"))
                .isCloseTo(Math.sqrt(0.25 / 8), NEARLY);
    }

    @Test
    void standardErrorOfCorrelatedValuesWorkedByHand() {
        // ten of 0.4, then ten of 0.6: variance 0.01; 18 neighbours +0.01, one -0.01: r = 17/20,
        // unbiased 0.85 + 4.4/20 > 1, so worth one value, of which only the bound 1/2 * 1/2 is
        // known
        for (int i = 0; i < 20; i++) {
            float p = i < 10 ? 0.4f : 0.6f;
            accumulator.add(new String[] {"a", "b"}, 100 * i, new float[] {p, 1 - p}, 1, "m");
        }

        assertThat(accumulator.summarise().standardError().get("a")).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void agreesWithTwoPasses() {
        Random random = new Random(5);
        List<double[]> rows = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        double[] level = {1, 1, 1};
        for (int i = 0; i < 300; i++) {
            float[] row = new float[3];
            for (int c = 0; c < 3; c++) {
                level[c] = 0.8 * level[c] + 0.2 * Math.exp(random.nextGaussian());
                row[c] = (float) level[c];
            }
            float sum = row[0] + row[1] + row[2];
            for (int c = 0; c < 3; c++) {
                row[c] /= sum;
            }
            float quality = 0.2f + 0.8f * random.nextFloat();
            accumulator.add(LABELS, 40 * i, row, quality, "m");
            double exact = (double) row[0] + row[1] + row[2];
            rows.add(new double[] {row[0] / exact, row[1] / exact, row[2] / exact});
            weights.add((double) quality);
        }

        ExpressionSummary summary = accumulator.summarise();

        for (int c = 0; c < 3; c++) {
            double weight = 0;
            double squared = 0;
            double mean = 0;
            for (int i = 0; i < rows.size(); i++) {
                weight += weights.get(i);
                squared += weights.get(i) * weights.get(i);
                mean += weights.get(i) * rows.get(i)[c];
            }
            mean /= weight;
            double variance = 0;
            double pairs = 0;
            for (int i = 0; i < rows.size(); i++) {
                variance += weights.get(i) * Math.pow(rows.get(i)[c] - mean, 2);
                if (i > 0) {
                    pairs +=
                            Math.sqrt(weights.get(i) * weights.get(i - 1))
                                    * (rows.get(i)[c] - mean)
                                    * (rows.get(i - 1)[c] - mean);
                }
            }
            double r = pairs / variance;
            double rho = r + (1 + 4 * r) / rows.size();
            double size = weight * weight / squared * (1 - rho) / (1 + rho);
            double error = Math.sqrt(variance / weight * size / (size - 1) / size);
            assertThat(rho).isBetween(0.5, 0.95);
            assertThat(summary.distribution().get(LABELS[c])).isCloseTo(mean, NEARLY);
            assertThat(summary.standardError().get(LABELS[c])).isCloseTo(error, NEARLY);
        }
        assertThat(summary.distribution().values().stream().mapToDouble(Double::doubleValue).sum())
                .isCloseTo(1, NEARLY);
    }

    @Test
    void standardErrorIsAboutTheSpreadOfTheMeansOfCorrelatedSeries() {
        Random random = new Random(11);
        for (double rho : new double[] {0, 0.5, 0.9}) {
            for (int length : new int[] {100, 400}) {
                double sumOfMeans = 0;
                double sumOfSquares = 0;
                double sumOfErrors = 0;
                int series = 1500;
                for (int s = 0; s < series; s++) {
                    ExpressionAccumulator one = new ExpressionAccumulator();
                    double z = random.nextGaussian();
                    for (int i = 0; i < length; i++) {
                        z = rho * z + Math.sqrt(1 - rho * rho) * random.nextGaussian();
                        float p = (float) (0.5 + 0.08 * z);
                        one.add(new String[] {"a", "b"}, 100 * i, new float[] {p, 1 - p}, 1, "m");
                    }
                    ExpressionSummary summary = one.summarise();
                    double mean = summary.distribution().get("a");
                    sumOfMeans += mean;
                    sumOfSquares += mean * mean;
                    sumOfErrors += Math.pow(summary.standardError().get("a"), 2);
                }
                double spread = Math.sqrt(sumOfSquares / series - Math.pow(sumOfMeans / series, 2));
                double ratio = Math.sqrt(sumOfErrors / series) / spread;
                // where a window is worth but a handful of values, it errs to the safe side
                double most = length * (1 - rho) / (1 + rho) < 10 ? 1.6 : 1.25;
                assertThat(ratio).as("rho %s, %s values", rho, length).isBetween(0.9, most);
            }
        }
    }

    @Test
    void oneObservationSaysNothingOfItsSpread() {
        accumulator.add(LABELS, 5, new float[] {0.5f, 0.5f, 0}, 1, "m");

        ExpressionSummary summary = accumulator.summarise();

        assertThat(summary.standardError().get("neutral")).isCloseTo(0.5, NEARLY);
        assertThat(summary.standardError().get("anger")).isZero();
        assertThat(summary.seenMillis()).isZero();
        assertThat(summary.dominant()).isEqualTo("neutral");
    }

    @Test
    void sameReadingOverAndOverHasNoSpread() {
        for (int i = 0; i < 50; i++) {
            accumulator.add(LABELS, 40 * i, new float[] {0.1f, 0.7f, 0.2f}, 0.3f, "m");
        }

        assertThat(accumulator.summarise().standardError().values()).containsOnly(0.0);
    }

    @Test
    void longGapsCountUpToTheMaximum() {
        for (long time : new long[] {0, 500, 10_500, 11_000}) {
            accumulator.add(LABELS, time, new float[] {1, 0, 0}, 1, "m");
        }

        assertThat(accumulator.summarise().seenMillis()).isEqualTo(500 + 2000 + 500);

        ExpressionAccumulator patient = new ExpressionAccumulator(20_000);
        for (long time : new long[] {0, 500, 10_500, 11_000}) {
            patient.add(LABELS, time, new float[] {1, 0, 0}, 1, "m");
        }
        assertThat(patient.summarise().seenMillis()).isEqualTo(11_000);
    }

    @Test
    void lateObservationCountsInTheMeanButIsNobodysNeighbour() {
        accumulator.add(LABELS, 1000, new float[] {1, 0, 0}, 1, "m");
        accumulator.add(LABELS, 2000, new float[] {1, 0, 0}, 1, "m");
        accumulator.add(LABELS, 1500, new float[] {0, 1, 0}, 1, "m");

        ExpressionSummary summary = accumulator.summarise();

        assertThat(summary.transitions()).isZero();
        assertThat(summary.seenMillis()).isEqualTo(1000);
        assertThat(summary.distribution().get("happiness")).isCloseTo(1 / 3.0, NEARLY);
    }

    @Test
    void observationBeforeAllOthersBecomesTheFirst() {
        accumulator.add(LABELS, 1000, new float[] {1, 0, 0}, 1, "m");
        accumulator.add(LABELS, 400, new float[] {0, 1, 0}, 1, "m");

        ExpressionSummary summary = accumulator.summarise();

        assertThat(summary.firstSeen()).isEqualTo(400);
        assertThat(summary.lastSeen()).isEqualTo(1000);
        assertThat(summary.transitions()).isEqualTo(1);
        assertThat(summary.seenMillis()).isEqualTo(600);
    }

    @Test
    void mergingPartsGivesTheWhole() {
        Random random = new Random(9);
        ExpressionAccumulator whole = new ExpressionAccumulator();
        ExpressionAccumulator[] parts = new ExpressionAccumulator[3];
        for (int part = 0; part < 3; part++) {
            parts[part] = new ExpressionAccumulator();
            for (int i = 0; i < 40; i++) {
                float[] row = {random.nextFloat(), random.nextFloat(), random.nextFloat()};
                float quality = random.nextFloat();
                long time = 5000L * part + 100 * i;
                whole.add(LABELS, time, row, quality, "m" + part);
                parts[part].add(LABELS, time, row, quality, "m" + part);
            }
        }
        ExpressionAccumulator merged = new ExpressionAccumulator();
        merged.merge(parts[1]);
        merged.merge(parts[2]);
        merged.merge(new ExpressionAccumulator());
        merged.merge(parts[0]);

        ExpressionSummary expected = whole.summarise();
        ExpressionSummary actual = merged.summarise();

        assertThat(actual.observations()).isEqualTo(120);
        assertThat(actual.transitions()).isEqualTo(expected.transitions());
        assertThat(actual.seenMillis()).isEqualTo(expected.seenMillis());
        assertThat(actual.firstSeen()).isZero();
        assertThat(actual.lastSeen()).isEqualTo(13_900);
        assertThat(actual.dominant()).isEqualTo(expected.dominant());
        assertThat(actual.entropy()).isCloseTo(expected.entropy(), NEARLY);
        assertThat(actual.modelIds()).containsExactly("m1", "m2", "m0");
        for (String label : LABELS) {
            assertThat(actual.distribution().get(label))
                    .isCloseTo(expected.distribution().get(label), NEARLY);
            assertThat(actual.standardError().get(label))
                    .isCloseTo(expected.standardError().get(label), NEARLY);
        }
        assertThat(parts[1].observations).isEqualTo(40);
    }

    @Test
    void mergingOverlappingPartsSeesNoMoreTimeThanThereIs() {
        ExpressionAccumulator other = new ExpressionAccumulator();
        for (int i = 0; i < 10; i++) {
            accumulator.add(LABELS, 100 * i, new float[] {1, 0, 0}, 1, "m");
            other.add(LABELS, 100 * i + 50, new float[] {1, 0, 0}, 1, "m");
        }

        accumulator.merge(other);

        assertThat(accumulator.summarise().seenMillis()).isEqualTo(950);
        assertThat(accumulator.summarise().observations()).isEqualTo(20);
    }

    @Test
    void mergingIntoAnEmptyOneCopies() {
        ExpressionAccumulator other = new ExpressionAccumulator();
        other.add(LABELS, 100, new float[] {1, 0, 0}, 1, "m");
        accumulator.merge(other);
        accumulator.add(LABELS, 200, new float[] {0, 1, 0}, 1, "m");

        assertThat(other.summarise().distribution().get("neutral")).isEqualTo(1);
        assertThat(other.observations).isEqualTo(1);
        assertThat(accumulator.summarise().transitions()).isEqualTo(1);
    }

    @Test
    void modelWithOtherLabelsAddsThem() {
        accumulator.add(new String[] {"neutral", "anger"}, 0, new float[] {0.5f, 0.5f}, 1, "old");
        accumulator.add(new String[] {"anger", "fear"}, 100, new float[] {0.25f, 0.75f}, 1, "new");

        ExpressionSummary summary = accumulator.summarise();

        assertThat(summary.distribution().keySet()).containsExactly("neutral", "anger", "fear");
        assertThat(summary.distribution().get("neutral")).isCloseTo(0.25, NEARLY);
        assertThat(summary.distribution().get("anger")).isCloseTo(0.375, NEARLY);
        assertThat(summary.distribution().get("fear")).isCloseTo(0.375, NEARLY);
        assertThat(summary.transitions()).isEqualTo(1);
        assertThat(summary.modelIds()).containsExactly("old", "new");
    }

    @Test
    void mergeSortsLabelsByName() {
        ExpressionAccumulator other = new ExpressionAccumulator();
        other.add(new String[] {"anger", "neutral"}, 100, new float[] {1, 0}, 1, "b");
        accumulator.add(new String[] {"neutral", "anger"}, 0, new float[] {0, 1}, 1, "a");

        accumulator.merge(other);

        assertThat(accumulator.summarise().transitions()).isZero();
        assertThat(accumulator.summarise().distribution().get("anger")).isEqualTo(1);
    }

    @Test
    void badNumbersDoNoHarm() {
        accumulator.add(LABELS, 0, new float[] {Float.NaN, 0.5f, -3}, Float.NaN, "m");
        accumulator.add(LABELS, 10, new float[] {Float.POSITIVE_INFINITY, 2, 2}, -1, "m");

        ExpressionSummary summary = accumulator.summarise();

        assertThat(summary.distribution().get("happiness")).isCloseTo(0.75, NEARLY);
        assertThat(summary.distribution().get("anger")).isCloseTo(0.25, NEARLY);
        assertThat(summary.meanQuality()).isZero();
        assertThat(summary.standardError().values())
                .allSatisfy(error -> assertThat(error).isFinite());
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> accumulator.add(LABELS, 0, new float[] {0, Float.NaN, 0}, 1, "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No probability is above 0 in [0.0, NaN, 0.0]");
        assertThatThrownBy(() -> accumulator.add(LABELS, 0, new float[] {1}, 1, "m"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are 3 labels but 1 probabilities");
        assertThat(accumulator.isEmpty()).isTrue();
        assertThatThrownBy(accumulator::summarise)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There are no observations to summarise");
    }
}
