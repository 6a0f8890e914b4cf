package io.roarbench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The direction in which packages may know each other; docs/architecture.md draws it. */
@AnalyzeClasses(packages = "io.roarbench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule data_flows_one_way = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("linux").definedBy("io.roarbench.linux..")
            .layer("hash").definedBy("io.roarbench.hash..")
            .layer("tracer").definedBy("io.roarbench.tracer..")
            .layer("s3").definedBy("io.roarbench.s3..")
            .layer("proxy").definedBy("io.roarbench.proxy..")
            .layer("measure").definedBy("io.roarbench.measure..")
            .layer("environment").definedBy("io.roarbench.environment..")
            .layer("plan").definedBy("io.roarbench.plan..")
            .layer("result").definedBy("io.roarbench.result..")
            .layer("run").definedBy("io.roarbench.run..")
            .layer("report").definedBy("io.roarbench.report..")
            .layer("predict").definedBy("io.roarbench.predict..")
            .whereLayer("linux").mayNotAccessAnyLayer()
            .whereLayer("hash").mayOnlyAccessLayers("linux")
            .whereLayer("tracer").mayOnlyAccessLayers("linux")
            .whereLayer("s3").mayOnlyAccessLayers("linux", "proxy")
            .whereLayer("proxy").mayOnlyAccessLayers("linux")
            .whereLayer("measure").mayNotAccessAnyLayer()
            .whereLayer("environment").mayOnlyAccessLayers("linux")
            .whereLayer("plan").mayOnlyAccessLayers("measure")
            .whereLayer("result").mayOnlyAccessLayers("measure", "environment", "plan")
            .whereLayer("run").mayOnlyAccessLayers("linux", "hash", "tracer", "s3", "proxy", "measure", "environment", "plan", "result")
            .whereLayer("report").mayOnlyAccessLayers("measure", "environment", "plan", "result")
            .whereLayer("predict").mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.roarbench.(*)..").should().beFreeOfCycles();
}
