package io.countenance.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.countenance", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule VISION_KNOWS_NEITHER_FLINK_NOR_KAFKA =
            noClasses()
                    .that()
                    .resideInAPackage("io.countenance.vision..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "io.countenance.connectors..",
                            "io.countenance.job..");

    @ArchTest
    static final ArchRule CONNECTORS_KNOW_NO_MODELS =
            noClasses()
                    .that()
                    .resideInAPackage("io.countenance.connectors..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.countenance.vision..", "io.countenance.job..", "ai.onnxruntime..");

    @ArchTest
    static final ArchRule SCHEMAS_AND_OPTIONS_STAND_ALONE =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.countenance.schemas..", "io.countenance.options..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.countenance.vision..",
                            "io.countenance.connectors..",
                            "io.countenance.job..");

    @ArchTest
    static final ArchRule NOTHING_USES_DJL =
            noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule OPERATORS_DO_NOT_USE_KAFKA_THEMSELVES =
            noClasses()
                    .that()
                    .resideInAPackage("io.countenance.job..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.kafka..");
}
