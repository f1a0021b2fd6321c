package io.tokenwatch.rule;

import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Needs;
import io.tokenwatch.event.Field;
import io.tokenwatch.selection.Predicate;
import io.tokenwatch.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One compiled rule. Immutable.
 *
 * @param levels how severe an alert is
 * @param riskScore 0 to 100
 * @param riskEntity the field whose value the risk adds up for
 * @param response path of the runbook, relative to the rules' root; may be empty
 * @param actions what the runbook tells to do, step by step; empty if it is not at hand
 * @param groupBy what keys the rule's state, the tenant aside
 * @param steps the events the rule speaks of; one for a rule with a single stream
 * @param captures fields kept with each piece of evidence, in the order of their indices
 * @param compared those of the captures that the correlation compares or counts, not only shows
 * @param onChange what a change of its shape does to what is known
 * @param shape 32-bit hash of all that shapes the state: another shape, another state
 * @param content the whole rule in canonical form: what the pack's hash is made of
 * @param tests the tests inside the file, as written
 * @param selections the named parts of the steps' conditions: the same objects
 */
public record Rule(
        String id,
        int version,
        String title,
        Status status,
        Mode mode,
        Levels levels,
        int riskScore,
        Field riskEntity,
        List<String> tags,
        String description,
        List<String> falsePositives,
        String response,
        List<String> actions,
        List<KeyPart> groupBy,
        List<Step> steps,
        String correlation,
        Detector<?> detector,
        List<Field> captures,
        Needs compared,
        Suppression suppression,
        OnChange onChange,
        int shape,
        String content,
        Optional<YamlValue> tests,
        Map<String, Predicate> selections) {
    /** Of an alert whose findings show nothing that raises it. */
    public Level level() {
        return levels.base();
    }

    /** The same rule with its state under another key, so that it starts without any. */
    Rule withShape(int other) {
        return with(actions, steps, other);
    }

    /** The same rule, whose runbook tells to do this. */
    Rule withActions(List<String> list) {
        return with(list, steps, shape);
    }

    /** The same rule, but for the events that this holds for: as if a list of exceptions matched them. */
    public Rule except(Predicate excepted) {
        List<Step> fewer = steps.stream()
                .map(step -> new Step(step.name(), Predicate.but(step.predicate(), excepted)))
                .toList();
        return with(actions, fewer, shape);
    }

    private Rule with(List<String> list, List<Step> matched, int key) {
        return new Rule(
                id,
                version,
                title,
                status,
                mode,
                levels,
                riskScore,
                riskEntity,
                tags,
                description,
                falsePositives,
                response,
                list,
                groupBy,
                matched,
                correlation,
                detector,
                captures,
                compared,
                suppression,
                onChange,
                key,
                content,
                tests,
                selections);
    }
}
