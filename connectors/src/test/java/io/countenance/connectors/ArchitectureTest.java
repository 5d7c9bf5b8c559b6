package io.countenance.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.countenance.connectors",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule knowsNoModelsAndNoJob =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.countenance.vision..",
                            "io.countenance.job..",
                            "io.countenance.lab..",
                            "ai.djl..",
                            "ai.onnxruntime..");

    @ArchTest
    static final ArchRule thePublisherRunsWithoutFlink =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.countenance.connectors.publish..",
                            "io.countenance.connectors.topics..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.flink..");

    @ArchTest
    static final ArchRule sourceAndSinksRunWithoutNatives =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.countenance.connectors.source..",
                            "io.countenance.connectors.sink..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.bytedeco..");
}
