package io.countenance.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComplexityTest {

    @ParameterizedTest
    @CsvSource({
        "BASELINE,      7, 1261559",
        "BASELINE,      8, 1262584",
        "OUTPUT_MODULE, 7, 1272823",
        "OUTPUT_MODULE, 8, 1273848",
        "PDWRES,        7, 1271767",
        "PDWRES,        8, 1272792",
        "FULL,          7, 1283031",
        "FULL,          8, 1284056"
    })
    void parametersAreThosePublished(Variant variant, int classes, long parameters) {
        ShuffleNetV2 network = new ShuffleNetV2(new NetworkSpec(variant, 224, classes, 0));

        assertThat(Complexity.of(network).parameters()).isEqualTo(parameters);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            network.initialize(manager);
            assertThat(trained(network)).isEqualTo(parameters);
        }
    }

    private static long trained(ShuffleNetV2 network) {
        long sum = 0;
        for (Pair<String, Parameter> parameter : network.getParameters()) {
            if (parameter.getValue().requiresGradient()) {
                sum += parameter.getValue().getArray().size();
            }
        }
        return sum;
    }

    @Test
    void multiplyAddsAreThosePublished() {
        assertThat(multiplyAdds(224, 7)).isEqualTo(148_402_888);
        assertThat(multiplyAdds(224, 8)).isEqualTo(148_403_912);
    }

    @ParameterizedTest
    @CsvSource({"96, 27.27", "112, 40.55", "128, 48.47", "160, 75.72"})
    void multiplyAddsOfSmallerInputs(int size, double millions) {
        assertThat(millions(multiplyAdds(size, 8))).isEqualTo(millions);
    }

    /** Weights without norms, and (2 · inputs · k² − 1) operations for each output value. */
    @Test
    void countedAsThePaperCountsTheyAreItsFigures() {
        Complexity full = Complexity.of(new ShuffleNetV2(new NetworkSpec(Variant.FULL, 224, 7, 0)));
        Complexity.Part residual = part(full, "partitioned residual");
        Complexity.Part output = part(full, "output module");

        assertThat(full.weights()).isEqualTo(1_262_927);
        assertThat(residual.weights()).isEqualTo(8_352);
        assertThat(output.weights()).isEqualTo(16_391);
        assertThat(full.weights() - residual.weights() - output.weights()).isEqualTo(1_238_184);
        long ofResidual = residual.multiplications() + residual.additions();
        long ofOutput = output.multiplications() + output.additions();
        long ofTheRest = full.floatingPointOperations() - ofResidual - ofOutput;
        // The paper's 294.60 M is the sum of the three as rounded here; unrounded it is 294.606 M.
        assertThat(millions(ofTheRest)).isEqualTo(291.48);
        assertThat(millions(ofResidual)).isEqualTo(3.09);
        assertThat(millions(ofOutput)).isEqualTo(0.03);
        assertThat(full.floatingPointOperations()).isEqualTo(294_606_017);
    }

    private static Complexity.Part part(Complexity complexity, String name) {
        return complexity.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double millions(long number) {
        return Math.round(number / 1e4) / 100.0;
    }

    private static long multiplyAdds(int size, int classes) {
        return Complexity.of(new ShuffleNetV2(new NetworkSpec(Variant.FULL, size, classes, 0)))
                .multiplyAdds();
    }
}
