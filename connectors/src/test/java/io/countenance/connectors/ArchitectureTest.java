package io.countenance.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * Plain JUnit tests: as ArchTest fields the rules were not run by this build, and passed when
 * broken.
 */
class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.countenance.connectors");

    @Test
    void knowsNoModelsAndNoJob() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.countenance.vision..",
                        "io.countenance.job..",
                        "io.countenance.lab..",
                        "ai.djl..",
                        "ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void thePublisherRunsWithoutFlink() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.countenance.connectors.publish..", "io.countenance.connectors.topics..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .check(CLASSES);
    }

    @Test
    void sourceAndSinksRunWithoutNatives() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.countenance.connectors.source..", "io.countenance.connectors.sink..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }
}
