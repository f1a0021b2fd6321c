package io.tokenwatch.ruletest.coverage;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.list.Lists;
import io.tokenwatch.rule.Step;
import io.tokenwatch.ruletest.TestedRule;
import io.tokenwatch.ruletest.coverage.Covered.Kind;
import io.tokenwatch.selection.Predicate;
import io.tokenwatch.selection.Selections;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.Place;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures {@link Covered}. What is about one event is asked of every event of every test. What is about several, a bound or a
 * comparison between steps, was seen on a side if a test notices when it is moved from that side.
 */
public final class Coverage {
    private final List<TokenEvent> events;
    private final Lists lists;
    private final List<Covered> all = new ArrayList<>();

    private Coverage(TestedRule rule) {
        lists = rule.lists();
        events = rule.tests().stream().flatMap(test -> test.given().stream()).toList();
    }

    public static List<Covered> of(TestedRule rule) {
        Coverage coverage = new Coverage(rule);
        rule.root()
                .reportingTo(new Faults())
                .map()
                .flatMap(root -> root.get("detection"))
                .flatMap(YamlValue::map)
                .ifPresent(coverage::detection);
        if (rule.rule().steps().size() > 1) {
            rule.rule().steps().forEach(step -> coverage.step(step, rule.root().place()));
        }
        coverage.all.addAll(BoundCoverage.of(rule));
        return List.copyOf(coverage.all);
    }

    /** The part of all ways that were seen, from 0 to 100; 100 where there is nothing to see. */
    public static double percent(Collection<Covered> covered) {
        int ways = 2 * covered.size();
        return ways == 0
                ? 100
                : 100.0 * covered.stream().mapToInt(Covered::seen).sum() / ways;
    }

    private void detection(YamlMap detection) {
        Selections selections = Selections.compile(detection, lists);
        detection.entries().forEach((name, value) -> {
            String path = "detection." + name;
            if (name.equals("condition")) {
                selections.condition().ifPresent(condition -> add(Kind.CONDITION, path, value, condition));
            } else {
                Optional.ofNullable(selections.named().get(name))
                        .ifPresent(selection -> add(Kind.SELECTION, path, value, selection));
                lines(path, value);
            }
        });
    }

    private void lines(String path, YamlValue selection) {
        if (selection.isList()) {
            for (int i = 0; i < selection.list().size(); i++) {
                lines(path + "." + i, selection.list().get(i));
            }
        } else if (selection.isMap()) {
            Map<String, YamlValue> entries = selection.map().orElseThrow().entries();
            entries.forEach((key, value) -> line(path + "." + key, key, value));
        }
    }

    private void line(String path, String key, YamlValue value) {
        Selections.line(key, value, lists).ifPresent(line -> add(Kind.LINE, path, value, line));
        if (value.isList() && value.list().size() > 1) {
            for (YamlValue one : value.list()) {
                Selections.line(key, one, lists).ifPresent(entry -> add(Kind.ENTRY, path, one, entry));
            }
        }
    }

    private void step(Step step, Place place) {
        add(Kind.STEP, "correlation.steps", place, step.name(), step.predicate());
    }

    private void add(Kind kind, String path, YamlValue value, Predicate predicate) {
        String what = value.isMap() || value.isList() ? "" : String.valueOf(value.scalar());
        add(kind, path, value.place(), what, predicate);
    }

    private void add(Kind kind, String path, Place place, String what, Predicate predicate) {
        boolean holds = events.stream().anyMatch(predicate::test);
        boolean fails = events.stream().anyMatch(event -> !predicate.test(event));
        all.add(new Covered(kind, path, place, what, holds, fails));
    }
}
