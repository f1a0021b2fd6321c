package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.Connectors;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.event.Shape;
import io.tokenwatch.rule.Evaluability;
import io.tokenwatch.rule.Mode;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import io.tokenwatch.sample.Places;
import io.tokenwatch.sample.Product;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the shipped rules find in the log of each product: each attack that its log can show, and nothing in ordinary traffic. The
 * table of products and attacks is {@code docs/inputs/samples}.
 */
class ProductSamplesTest {
    private static final RulePack PACK = RuleFiles.load(Path.of("../../rules")).compile();
    private static final Set<String> TOLD = rules(Mode.ALERT);
    private static final Set<String> SHADOW = rules(Mode.SHADOW);

    @TempDir
    private Path folder = Path.of("");

    static Stream<Product> products() {
        return Product.all();
    }

    @Test
    void everyConnectorHasSamples() {
        Set<String> formats =
                Connectors.all().stream().map(one -> one.format()).collect(Collectors.toCollection(TreeSet::new));
        formats.remove("canonical"); // the tests of the rules are its samples, see CanonicalSamplesTest
        formats.add("mapping:../../docs/inputs/samples/mapping/acme.yml");
        assertThat(products().map(Product::format)).containsExactlyInAnyOrderElementsOf(formats);
    }

    /** Six weeks of ordinary traffic: logins, renewals, jobs, a mistyped password, a rotated secret. */
    @ParameterizedTest
    @MethodSource("products")
    void ordinaryTrafficIsSilent(Product product) throws IOException {
        List<String> lines = product.ordinary("40d");
        assertThat(lines).hasSizeGreaterThan(200);
        Rehearsal replay = replay(product, "ordinary", lines);
        assertThat(found(replay, TOLD)).isEmpty();
        assertThat(found(replay, SHADOW)).isEmpty();
        assertThat(replay.summary.deadLettered()).isZero();
        assertThat(replay.summary.skipped()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("products")
    void findsWhatIsPlantedAndNothingElse(Product product) throws IOException {
        StringBuilder found = new StringBuilder();
        StringBuilder planted = new StringBuilder();
        for (Map.Entry<String, Product.Plant> plant : product.planted().entrySet()) {
            Rehearsal replay = replay(product, plant.getKey(), product.with(plant.getKey()));
            found.append(line(plant.getKey(), found(replay, TOLD), found(replay, SHADOW)));
            planted.append(line(
                    plant.getKey(),
                    new TreeSet<>(plant.getValue().rules()),
                    new TreeSet<>(plant.getValue().shadow())));
            assertThat(replay.deadLetters()).as(plant.getKey()).isEmpty();
        }
        assertThat(found).asString().isEqualTo(planted.toString());
    }

    /** A rule that is evaluable on a product is shown by a sample, or it is said why not. */
    @ParameterizedTest
    @MethodSource("products")
    void everyEvaluableRuleIsPlantedOrItIsSaidWhyNot(Product product) throws IOException {
        List<Shape> shapes =
                networks(product).with(Connectors.of(product.format()).shapes());
        Set<String> evaluable = PACK.active().stream()
                .filter(rule -> Evaluability.lacks(rule, shapes).isEmpty())
                .map(Rule::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> shown = new TreeSet<>();
        product.planted().values().forEach(plant -> {
            shown.addAll(plant.rules());
            shown.addAll(plant.shadow());
        });
        assertThat(evaluable).as("what is found is evaluable").containsAll(shown);
        Set<String> named = new TreeSet<>(shown);
        named.addAll(product.left().keySet());
        assertThat(named).isEqualTo(evaluable);
        assertThat(product.left().keySet()).doesNotContainAnyElementsOf(shown);
    }

    private Rehearsal replay(Product product, String name, List<String> lines) throws IOException {
        Path out = folder.resolve(name);
        Path log = Rehearsal.write(folder.resolve(name + ".log"), lines);
        Settings settings = Rehearsal.SETTINGS.reading();
        ReplaySettings reading =
                ReplaySettings.of(product.issuer().isEmpty() ? settings : settings.withIssuer(product.issuer()));
        return Rehearsal.of(
                out,
                PackLog.of(PACK),
                reading.withFormat(Connectors.of(product.format())).withNetwork(networks(product)),
                log);
    }

    private NetworkFacts networks(Product product) throws IOException {
        return Places.of(product, folder.resolve("networks.mmdb"));
    }

    private static Set<String> found(Rehearsal replay, Set<String> of) {
        return replay.summary.byRule().entrySet().stream()
                .filter(rule -> rule.getValue() > 0 && of.contains(rule.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(String plant, Set<String> rules, Set<String> shadow) {
        return plant + ": " + String.join(" ", rules)
                + (shadow.isEmpty() ? "" : " (shadow " + String.join(" ", shadow) + ")") + '\n';
    }

    private static Set<String> rules(Mode mode) {
        return PACK.active().stream()
                .filter(rule -> rule.mode() == mode)
                .map(Rule::id)
                .collect(Collectors.toUnmodifiableSet());
    }
}
