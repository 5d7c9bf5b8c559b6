package io.countenance.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
    void nothingDependsOnBenchmarks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.countenance.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.countenance.benchmarks..")
                .check(CLASSES);
    }

    @Test
    void measuringKnowsNothingOfWhatIsMeasured() {
        noClasses()
                .that()
                .resideInAPackage("io.countenance.benchmarks.measure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.countenance.lab..",
                        "io.countenance.vision..",
                        "ai.djl..",
                        "ai.onnxruntime..")
                .check(CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.countenance.benchmarks.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}
