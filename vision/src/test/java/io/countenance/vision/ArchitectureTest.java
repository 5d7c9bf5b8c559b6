package io.countenance.vision;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.countenance.vision");

    @Test
    void knowsNoStreaming() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
                .because("vision is pixels and models, usable without a cluster")
                .check(classes);
    }

    @Test
    void knowsNoDjl() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.djl..")
                .because("DJL's natives fail in a second class loader")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.countenance.vision.(*)..").should().beFreeOfCycles().check(classes);
    }
}
