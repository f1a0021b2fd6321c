package io.tokenwatch.posture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows point one way: posture, then ledger and indicator, which do not know each other, then keyed. */
@AnalyzeClasses(packages = "io.tokenwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class PostureRoomsTest {
    @ArchTest
    static final ArchRule ledgerAndIndicatorsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("..ledger..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..indicator..", "io.tokenwatch.posture..");

    @ArchTest
    static final ArchRule norTheOtherWayRound = noClasses()
            .that()
            .resideInAPackage("..indicator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..ledger..", "io.tokenwatch.posture..");

    @ArchTest
    static final ArchRule noFlinkHere = noClasses()
            .that()
            .resideInAPackage("io.tokenwatch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "co.elastic..");

    @ArchTest
    static final ArchRule noCircles =
            slices().matching("io.tokenwatch.(*)..").should().beFreeOfCycles();
}
