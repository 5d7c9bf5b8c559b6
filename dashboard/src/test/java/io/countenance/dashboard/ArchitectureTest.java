package io.countenance.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("io.countenance.dashboard");

    @Test
    void readsKafkaWithoutFlinkAndWithoutModels() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "io.countenance.job..",
                        "ai.onnxruntime..",
                        "ai.djl..")
                .check(CLASSES);
    }

    @Test
    void theBoardKnowsNeitherKafkaNorTheServer() {
        noClasses()
                .that()
                .resideInAPackage("io.countenance.dashboard.board..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka..",
                        "io.javalin..",
                        "io.countenance.dashboard.follow..",
                        "io.countenance.dashboard.preview..",
                        "io.countenance.dashboard.web..")
                .check(CLASSES);
    }

    @Test
    void nothingProducesToKafka() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.kafka.clients.producer..", "org.apache.kafka.clients.admin..")
                .check(CLASSES);
    }
}
