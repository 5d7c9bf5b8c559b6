package io.countenance.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("io.countenance");

    @Test
    void theImportSeesEveryModule() {
        assertThat(CLASSES.contain("io.countenance.job.CountenanceJob")).isTrue();
        assertThat(CLASSES.contain("io.countenance.vision.detect.FaceDetectors")).isTrue();
        assertThat(CLASSES.contain("io.countenance.connectors.source.FrameSource")).isTrue();
    }

    @Test
    void visionKnowsNeitherFlinkNorKafka() {
        noClasses()
                .that()
                .resideInAPackage("io.countenance.vision..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.kafka..",
                        "io.countenance.connectors..",
                        "io.countenance.job..")
                .check(CLASSES);
    }

    @Test
    void connectorsKnowNoModels() {
        noClasses()
                .that()
                .resideInAPackage("io.countenance.connectors..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.countenance.vision..", "io.countenance.job..", "ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void schemasAndOptionsStandAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("io.countenance.schemas..", "io.countenance.options..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.countenance.vision..",
                        "io.countenance.connectors..",
                        "io.countenance.job..")
                .check(CLASSES);
    }

    @Test
    void nothingUsesWhatTheLoggingOfAFlinkClusterLacks() {
        // Flink brings SLF4J 1.7, which has no fluent API; ids go by MDC.
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.slf4j.spi..")
                .check(CLASSES);
    }

    @Test
    void nothingUsesDjl() {
        noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..").check(CLASSES);
    }

    @Test
    void operatorsDoNotUseKafkaThemselves() {
        noClasses()
                .that()
                .resideInAPackage("io.countenance.job..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(CLASSES);
    }
}
