package io.tokenwatch.rules;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.VersionLock;
import io.tokenwatch.ruletest.RuleTest;
import io.tokenwatch.ruletest.mutation.MutationScore;
import io.tokenwatch.ruletest.mutation.Operator;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every shipped rule keeps to. A law stands beside the smallest change to a good rule that breaks it, so that no law can
 * be here that notices nothing.
 */
class RuleBaseLawsTest {
    private static final Set<String> FAMILIES = Set.of("replay", "scope", "lifecycle", "client", "claims", "platform");
    private static final RuleFile GOOD = RuleFile.of(Path.of("src/test/resources/laws"), "replay/good-rule.yml");
    /** Percent of the mutants of a rule that its tests must notice at least, and of those of all rules. */
    private static final int LEAST_SCORE = 70;

    private static final int LEAST_SCORE_OF_ALL = 85;
    private static final List<Law> LAWS = new ArrayList<>();

    private record Law(String name, Function<RuleFile, List<String>> violations, UnaryOperator<RuleFile> breach) {}

    private static void law(String name, Predicate<RuleFile> isKept, UnaryOperator<RuleFile> breach) {
        LAWS.add(new Law(name, rule -> isKept.test(rule) ? List.of() : List.of(rule.path()), breach));
    }

    private static void lawListing(
            String name, Function<RuleFile, List<String>> violations, String old, String replacement) {
        lawListing(name, violations, rule -> rule.with(old, replacement));
    }

    private static void lawListing(
            String name, Function<RuleFile, List<String>> violations, UnaryOperator<RuleFile> breach) {
        LAWS.add(new Law(name, violations, breach));
    }

    private static void law(String name, Predicate<RuleFile> isKept, String old, String replacement) {
        law(name, isKept, rule -> rule.with(old, replacement));
    }

    static {
        law(
                "its first line points an editor at the schema",
                RuleBaseLawsTest::pointsAtSchema,
                "/rule.v1.schema.json",
                "/rule.json");
        lawListing("it satisfies the schema", RuleSchema::faults, "author: Somebody", "author: 7");
        law(
                "it compiles, and so do its tests",
                RuleBaseLawsTest::compiles,
                "expect: [{at: 31s}]",
                "expect: [{at: soon}]");
        law(
                "it is named after its id",
                rule -> rule.value("id").equals(rule.name()),
                "id: good-rule",
                "id: other-rule");
        law(
                "its folder is a family",
                rule -> FAMILIES.contains(rule.folder()),
                rule -> rule.movedTo("misc/good-rule.yml"));
        law("its version counts from 1", rule -> rule.yaml().path("version").asInt() >= 1, "version: 1", "version: 0");
        lawListing(
                "its version changes with its logic, and is locked", RuleBaseLawsTest::unlocked, "gt: 30s", "gt: 31s");
        law("its title is short and stable", RuleBaseLawsTest::isShortAndStable, "title: Good", "title: 31 good");
        law("it says how severe it is", rule -> rule.yaml().has("level"), "level: low\n", "");
        law(
                "it names an ATT&CK technique",
                rule -> rule.list("tags").stream().anyMatch(t -> t.matches("attack\\.t\\d{4}(\\.\\d{3})?")),
                "attack.t1550.001",
                "attack.t155");
        law(
                "it names an OWASP NHI risk",
                rule -> rule.list("tags").stream().anyMatch(t -> t.matches("owasp\\.nhi([1-9]|10)")),
                "owasp.nhi1",
                "owasp.nhi11");
        law(
                "it describes what happened in full sentences",
                rule -> rule.value("description").matches("(?s)[A-Z].{40,}\\.\\s*"),
                "description: A resource",
                "description: a resource");
        law(
                "it admits what else looks the same",
                rule -> rule.list("falsepositives").stream().anyMatch(f -> f.length() > 20),
                "[A cache that outlives the grace period.]",
                "[Unknown]");
        law(
                "it has a runbook of its own",
                RuleBaseLawsTest::hasRunbook,
                "runbooks/good-rule.md",
                "runbooks/no-rule.md");
        law(
                "its list of exceptions exists",
                RuleBaseLawsTest::hasLists,
                "fields:",
                "exceptions: lists/none.yml\nfields:");
        law(
                "each selection is used",
                RuleBaseLawsTest::usesSelections,
                "detection:\n",
                "detection:\n  idle: {outcome: failure}\n");
        law("a test expects an alert", rule -> some(rule, t -> !t.expect().isEmpty()), "expect: [{", "expect: [] #");
        law("a test expects none", rule -> some(rule, t -> t.expect().isEmpty()), "expect: []", "expect: [{}]");
        law("a test has events arrive late", rule -> some(rule, RuleBaseLawsTest::hasLate), "at: 31s", "at: -31s");
        law(
                "its tests have different names",
                RuleBaseLawsTest::testsHaveNames,
                "name: a millisecond beyond",
                "name: at the limit");
        lawListing("its tests pass", RuleBaseLawsTest::failing, "expect: [{at: 31s}]", "expect: [{at: 32s}]");
        lawListing(
                "each line of a selection matters to a test",
                rule -> Mutants.survivors(rule, Operator.SELECTION, "detection"),
                "{event_type: token.revoked, outcome: success}\n",
                "{event_type: token.revoked, outcome: success, kid: null}\n");
        lawListing(
                "a millisecond more or less in a bound fails a test",
                rule -> Mutants.survivors(rule, Operator.BOUND, "correlation"),
                "30s1ms",
                "32s");
        lawListing(
                "its tests notice most of its mutants",
                rule -> Mutants.score(rule).percent() < LEAST_SCORE ? Mutants.survivors(rule) : List.of(),
                rule -> rule.upTo("  - name: at the limit"));
    }

    @Test
    void togetherTheirTestsNoticeNearlyAllMutants() {
        List<MutationScore> scores =
                RuleFile.shipped().stream().map(Mutants::score).toList();
        assertThat(MutationScore.sum(scores).percent()).isGreaterThanOrEqualTo(LEAST_SCORE_OF_ALL);
    }

    private static Stream<DynamicTest> forEachLaw(Consumer<Law> check) {
        return LAWS.stream().map(law -> dynamicTest(law.name(), () -> check.accept(law)));
    }

    @TestFactory
    Stream<DynamicTest> shippedRulesKeepIt() {
        List<RuleFile> shipped = RuleFile.shipped();
        assertThat(shipped).isNotEmpty();
        return forEachLaw(law -> assertThat(shipped.stream()
                        .flatMap(rule -> law.violations().apply(rule).stream())
                        .toList())
                .isEmpty());
    }

    @TestFactory
    Stream<DynamicTest> noticesItsBreach() {
        return forEachLaw(law ->
                assertThat(law.violations().apply(law.breach().apply(GOOD))).isNotEmpty());
    }

    @TestFactory
    Stream<DynamicTest> aGoodRuleKeepsIt() {
        return forEachLaw(law -> assertThat(law.violations().apply(GOOD)).isEmpty());
    }

    private static boolean pointsAtSchema(RuleFile rule) {
        String prefix = "# yaml-language-server: $schema=";
        String first = rule.text().lines().findFirst().orElse("");
        Path folder = RuleFile.ROOT.resolve(rule.path()).getParent(); // as if the example lay among the shipped rules
        return first.startsWith(prefix)
                && folder != null
                && Files.isRegularFile(folder.resolve(first.substring(prefix.length())));
    }

    private static boolean compiles(RuleFile rule) {
        try {
            return !rule.tests().isEmpty();
        } catch (FaultyFileException e) {
            return false;
        }
    }

    private static boolean isShortAndStable(RuleFile rule) {
        return rule.value("title").matches("[A-Z][^0-9]{9,69}[^0-9.]");
    }

    private static boolean hasRunbook(RuleFile rule) {
        return rule.value("response").equals("runbooks/" + rule.name() + ".md")
                && Files.isRegularFile(rule.root().resolve(rule.value("response")));
    }

    private static boolean hasLists(RuleFile rule) {
        return !rule.yaml().has("exceptions") || Files.isRegularFile(rule.root().resolve(rule.value("exceptions")));
    }

    private static boolean usesSelections(RuleFile rule) {
        Set<String> named = new TreeSet<>();
        rule.yaml().path("detection").fieldNames().forEachRemaining(named::add);
        named.remove("condition");
        String uses = rule.yaml().at("/correlation/steps") + " "
                + rule.yaml().at("/detection/condition").asText() + " "
                + rule.yaml().at("/correlation/unless/preceded_by").asText();
        return named.size() == 1 || named.stream().allMatch(name -> uses.matches(".*\\b" + name + "\\b.*"));
    }

    private static boolean some(RuleFile rule, Predicate<RuleTest> what) {
        return rule.tests().stream().anyMatch(what);
    }

    private static List<String> unlocked(RuleFile file) {
        try {
            RuleFiles files = new RuleFiles(new TreeMap<>(Map.of(file.path(), file.text())));
            return VersionLock.read(file.root()).differences(VersionLock.of(files)).stream()
                    .map(Fault::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> failing(RuleFile file) {
        return IntStream.range(0, file.tests().size())
                .boxed()
                .flatMap(test -> TestRuns.failures(file, test).stream())
                .toList();
    }

    private static boolean hasLate(RuleTest test) {
        List<TokenEvent> given = test.given();
        return IntStream.range(1, given.size())
                .anyMatch(i -> given.get(i).eventTime() < given.get(i - 1).eventTime());
    }

    private static boolean testsHaveNames(RuleFile rule) {
        List<RuleTest> tests = rule.tests();
        return tests.stream()
                        .map(RuleTest::name)
                        .collect(toCollection(TreeSet::new))
                        .size()
                == tests.size();
    }
}
