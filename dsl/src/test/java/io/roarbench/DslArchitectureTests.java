package io.roarbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What scenario files and the command line may know; docs/architecture.md draws it. */
@AnalyzeClasses(packages = "io.roarbench", importOptions = ImportOption.DoNotIncludeTests.class)
class DslArchitectureTests {

    @ArchTest
    static final ArchRule scenario_files_become_plans_and_know_nothing_of_carrying_them_out = noClasses()
            .that().resideInAPackage("io.roarbench.dsl..")
            .should().dependOnClassesThat().resideInAnyPackage("io.roarbench.cli..", "io.roarbench.run..",
                    "io.roarbench.result..", "io.roarbench.report..", "io.roarbench.hash..", "io.roarbench.tracer..",
                    "io.roarbench.proxy..", "io.roarbench.s3..", "io.roarbench.environment..");

    @ArchTest
    static final ArchRule only_scenario_files_know_Groovy = noClasses()
            .that().resideOutsideOfPackage("io.roarbench.dsl..").and().resideInAPackage("io.roarbench..")
            .should().dependOnClassesThat().resideInAnyPackage("groovy..", "org.codehaus.groovy..", "org.apache.groovy..");

    @ArchTest
    static final ArchRule nothing_knows_the_command_line = noClasses()
            .that().resideInAPackage("io.roarbench..").and().resideOutsideOfPackage("io.roarbench.cli..")
            .should().dependOnClassesThat().resideInAnyPackage("io.roarbench.cli..", "picocli..");
}
