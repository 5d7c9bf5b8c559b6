package io.countenance.vision.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.InputStream;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class ExecutionProvidersTest {

    @Test
    void cpuIsTheCpu() {
        assertThat(ExecutionProviders.resolve(Device.CPU)).isEqualTo(Device.CPU);
    }

    @Test
    void autoTakesTheCpuWhereTheLibraryHasNoCuda() {
        assertThat(ExecutionProviders.chooseAutomatically(EnumSet.of(OrtProvider.CPU)))
                .isEqualTo(Device.CPU);
    }

    @Test
    void autoTakesTheCpuWhereTheLibraryHasCudaThatCannotBeUsed() {
        assumeThat(OrtEnvironment.getAvailableProviders())
                .describedAs("needs a library without CUDA")
                .doesNotContain(OrtProvider.CUDA);
        assertThat(
                        ExecutionProviders.chooseAutomatically(
                                EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA)))
                .isEqualTo(Device.CPU);
    }

    @Test
    void autoNeverChangesItsMind() {
        Device first = ExecutionProviders.resolve(Device.AUTO);

        assertThat(first).isNotEqualTo(Device.AUTO);
        assertThat(ExecutionProviders.resolve(Device.AUTO)).isEqualTo(first);
    }

    @Test
    void cudaFailsHardWhereTheLibraryHasNone() {
        assumeThat(OrtEnvironment.getAvailableProviders())
                .describedAs("needs a library without CUDA")
                .doesNotContain(OrtProvider.CUDA);
        assertThatThrownBy(() -> ExecutionProviders.sessionOptions(Device.CUDA, 1))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("Device cuda was asked for")
                .hasMessageContaining("has no CUDA (it has [CPU")
                .hasMessageContaining("-Pcuda")
                .hasMessageContaining("device cpu or auto");
    }

    @Test
    void cudaFailsHardWhereTheLibraryHasItButItCannotBeUsed() {
        assumeThat(OrtEnvironment.getAvailableProviders())
                .describedAs("needs a library without CUDA")
                .doesNotContain(OrtProvider.CUDA);
        assertThatThrownBy(
                        () ->
                                ExecutionProviders.requireCuda(
                                        EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA)))
                .isInstanceOf(DeviceUnavailableException.class)
                .hasMessageContaining("CUDA cannot be used here")
                .hasMessageContaining("NVIDIA GPU");
    }

    @Test
    void waitingThreadsDoNotSpin() {
        try (SessionOptions options = ExecutionProviders.sessionOptions(Device.CPU, 2)) {
            assertThat(options.getConfigEntries())
                    .containsEntry("session.intra_op.allow_spinning", "0");
        }
    }

    @Test
    void refusesLessThanOneThread() {
        assertThatThrownBy(() -> ExecutionProviders.sessionOptions(Device.CPU, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads is 0 but must be 1 or more");
    }

    @Test
    void probeIsAModelOfOneNodeThatOpens() throws Exception {
        try (InputStream probe = ExecutionProviders.class.getResourceAsStream("probe.onnx");
                SessionOptions options = ExecutionProviders.sessionOptions(Device.CPU, 1)) {
            assertThat(probe).isNotNull();
            byte[] model = probe.readAllBytes();
            assertThat(model).isEqualTo(OnnxGraphs.identity());
            try (var session = OrtEnvironment.getEnvironment().createSession(model, options)) {
                assertThat(session.getInputNames()).containsExactly("x");
            }
        }
    }
}
