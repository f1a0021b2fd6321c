package io.tokenwatch.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.tokenwatch.console.store.Cluster;

/** What keeps the walls. */
@AnalyzeClasses(packages = "io.tokenwatch.console", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule SCREENS_SEE_WHAT_THEIR_VIEWER_MAY_SEE = noClasses()
            .that()
            .resideInAnyPackage("io.tokenwatch.console.screen", "io.tokenwatch.console.exception")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Cluster.class);

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.tokenwatch.console.(*)..").should().beFreeOfCycles();
}
