package io.tokenwatch;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows inside the pure core point one way, and out of it they point to little. A rule that matches nothing fails. */
@AnalyzeClasses(packages = "io.tokenwatch", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("event")
            .definedBy("io.tokenwatch.event")
            .layer("yaml")
            .definedBy("io.tokenwatch.yaml")
            .layer("state")
            .definedBy("io.tokenwatch.state")
            .layer("list")
            .definedBy("io.tokenwatch.list")
            .layer("selection")
            .definedBy("io.tokenwatch.selection")
            .layer("detector")
            .definedBy("io.tokenwatch.detector")
            .layer("rule")
            .definedBy("io.tokenwatch.rule")
            .layer("alert")
            .definedBy("io.tokenwatch.alert")
            .layer("maintenance")
            .definedBy("io.tokenwatch.maintenance")
            .layer("risk")
            .definedBy("io.tokenwatch.risk")
            .layer("match")
            .definedBy("io.tokenwatch.match")
            .layer("engine")
            .definedBy("io.tokenwatch.engine")
            .layer("pack")
            .definedBy("io.tokenwatch.pack")
            .layer("explain")
            .definedBy("io.tokenwatch.explain")
            .layer("ruletest")
            .definedBy("io.tokenwatch.ruletest..")
            .layer("lint")
            .definedBy("io.tokenwatch.lint")
            .layer("sigma")
            .definedBy("io.tokenwatch.sigma")
            .whereLayer("event")
            .mayNotAccessAnyLayer()
            .whereLayer("yaml")
            .mayNotAccessAnyLayer()
            .whereLayer("state")
            .mayOnlyAccessLayers("event")
            .whereLayer("list")
            .mayOnlyAccessLayers("yaml")
            .whereLayer("selection")
            .mayOnlyAccessLayers("event", "yaml", "list")
            .whereLayer("detector")
            .mayOnlyAccessLayers("event", "yaml", "list", "state", "selection")
            .whereLayer("rule")
            .mayOnlyAccessLayers("event", "yaml", "list", "selection", "detector")
            .whereLayer("alert")
            .mayOnlyAccessLayers("event", "state", "detector", "rule", "risk")
            .whereLayer("maintenance")
            .mayOnlyAccessLayers("event", "yaml", "rule", "alert")
            .whereLayer("risk")
            .mayNotAccessAnyLayer()
            .whereLayer("match")
            .mayOnlyAccessLayers("event", "selection", "rule")
            .whereLayer("engine")
            .mayOnlyAccessLayers("event", "state", "detector", "rule", "alert", "match", "selection")
            .whereLayer("pack")
            .mayOnlyAccessLayers("yaml", "rule")
            .whereLayer("explain")
            .mayOnlyBeAccessedByLayers("ruletest")
            .whereLayer("ruletest")
            .mayOnlyBeAccessedByLayers("lint")
            .whereLayer("sigma")
            .mayOnlyAccessLayers("event", "yaml", "rule")
            .whereLayer("lint")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule EVERY_CLASS_IS_IN_A_ROOM = classes()
            .should()
            .resideInAnyPackage(
                    "io.tokenwatch.event",
                    "io.tokenwatch.yaml",
                    "io.tokenwatch.list",
                    "io.tokenwatch.state",
                    "io.tokenwatch.selection",
                    "io.tokenwatch.detector",
                    "io.tokenwatch.rule",
                    "io.tokenwatch.alert",
                    "io.tokenwatch.risk",
                    "io.tokenwatch.maintenance",
                    "io.tokenwatch.match",
                    "io.tokenwatch.engine",
                    "io.tokenwatch.pack",
                    "io.tokenwatch.explain",
                    "io.tokenwatch.ruletest..",
                    "io.tokenwatch.lint",
                    "io.tokenwatch.sigma");

    @ArchTest
    static final ArchRule NO_CIRCLES =
            slices().matching("io.tokenwatch.(*)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ONLY_YAML_KNOWS_THE_PARSER = noClasses()
            .that(not(resideInAPackage("io.tokenwatch.yaml")))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.snakeyaml.."));

    @ArchTest
    static final ArchRule DETECTORS_READ_NO_CLOCK_AND_ROLL_NO_DICE = noClasses()
            .that(resideInAnyPackage(
                    "io.tokenwatch.state",
                    "io.tokenwatch.detector",
                    "io.tokenwatch.alert",
                    "io.tokenwatch.match",
                    "io.tokenwatch.engine"))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.file.."))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Random.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.flink.api.common.functions.Function",
                "org.apache.kafka.common.TopicPartition",
                "co.elastic.clients.elasticsearch.ElasticsearchClient",
                "org.elasticsearch.client.RestClient",
                "org.rocksdb.RocksDB",
                "org.apache.avro.Schema"
            })
    void theMachineryIsNotOnTheClassPath(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aClassThatIsThereWouldBeFound() throws ClassNotFoundException {
        Class.forName("io.tokenwatch.engine.Judge");
    }
}
