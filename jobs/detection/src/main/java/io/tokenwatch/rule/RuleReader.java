package io.tokenwatch.rule;

import io.tokenwatch.detector.Captures;
import io.tokenwatch.detector.CorrelationReader;
import io.tokenwatch.detector.CorrelationType;
import io.tokenwatch.detector.CorrelationTypes;
import io.tokenwatch.detector.Detector;
import io.tokenwatch.detector.Having;
import io.tokenwatch.detector.Needs;
import io.tokenwatch.detector.NoCorrelation;
import io.tokenwatch.detector.Unless;
import io.tokenwatch.detector.WhenReader;
import io.tokenwatch.event.Field;
import io.tokenwatch.list.Lists;
import io.tokenwatch.selection.Exceptions;
import io.tokenwatch.selection.Predicate;
import io.tokenwatch.selection.Selections;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Nearest;
import io.tokenwatch.yaml.Yaml;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Compiles one rule file. */
public final class RuleReader {
    private static final int DEFAULT_MAX_EVIDENCE = 64;
    private static final int MOST_EVIDENCE = 4096;
    private static final int MOST_STEPS = 8;
    private static final Predicate UNKNOWN = Predicate.absent(Field.EVENT_TYPE);

    private final YamlMap rule;
    private final Metadata metadata;
    private final Lists lists;
    private final Captures captures = new Captures();

    private RuleReader(YamlMap rule, Lists lists) {
        this.rule = rule;
        this.metadata = new Metadata(rule);
        this.lists = lists;
    }

    /** The rule; empty if there is any fault, all of which are then among {@code faults}. */
    public static Optional<Rule> read(String file, String text, Faults faults) {
        return read(file, text, Lists.none(), faults);
    }

    /** As {@link #read(String, String, Faults)}, with the lists that the rule may name, which serve this rule only. */
    public static Optional<Rule> read(String file, String text, Lists lists, Faults faults) {
        Faults mine = new Faults();
        Optional<Rule> rule;
        try {
            rule = Yaml.parse(file, text, mine).flatMap(root -> read(root, lists, mine));
        } catch (FaultyFileException e) { // too many to go on; they are all in mine
            rule = Optional.empty();
        }
        faults.addAll(mine);
        return mine.isEmpty() ? rule : Optional.empty();
    }

    /** As {@link #read(String, String, Lists, Faults)}, of a file that has been parsed. */
    public static Optional<Rule> read(YamlValue root, Lists lists, Faults faults) {
        Faults mine = new Faults();
        Optional<Rule> rule;
        try {
            YamlValue own = root.reportingTo(mine);
            rule = own.map().map(map -> new RuleReader(map, lists).compile(own));
        } catch (FaultyFileException e) { // too many to go on; they are all in mine
            rule = Optional.empty();
        }
        mine.addAll(lists.faults());
        faults.addAll(mine);
        return mine.isEmpty() ? rule : Optional.empty();
    }

    private Rule compile(YamlValue root) {
        String id = metadata.id();
        YamlMap state = map("state").orElse(null);
        OnChange onChange = state == null ? OnChange.KEEP : state.choice("on_change", OnChange.class, OnChange.KEEP);
        int maxEvidence = maxEvidence(state);
        Optional<YamlMap> detection = rule.required("detection", "{used: {event_type: token.validated}}")
                .flatMap(YamlValue::map);
        Optional<Selections> selections = detection.map(named -> Selections.compile(named, lists));
        Optional<YamlMap> correlation = map("correlation");
        List<Step> own = steps(selections, correlation);
        List<Step> steps = except(asides(own, selections, correlation));
        List<String> names = own.stream().map(Step::name).toList();
        List<KeyPart> groupBy = correlation.map(c -> GroupBy.read(c, steps)).orElse(List.of());
        Detector<?> detector = detector(correlation, names, maxEvidence);
        Needs compared = captures.needed();
        Suppression suppression = suppression(groupBy, correlation.isPresent());
        Levels levels = Levels.read(
                rule.choice("level", Level.class, Level.MEDIUM), rule.get("levels"), names, captures, lists);
        fields("fields").forEach(captures::index);
        captures.index(Field.RAW_REF);
        Optional<YamlMap> risk = map("risk");
        String type = correlation.map(c -> c.text("type", "none")).orElse("none");
        Rule compiled = new Rule(
                id,
                metadata.version(),
                rule.required("title", "What happened").flatMap(YamlValue::text).orElse(""),
                rule.choice("status", Status.class, Status.EXPERIMENTAL),
                rule.choice("mode", Mode.class, Mode.ALERT),
                levels,
                (int) risk.map(r -> r.within("score", 0, 0, 100)).orElse(0L).longValue(),
                risk.map(r -> CorrelationReader.field(r, "entity", "client_id")).orElse(Field.CLIENT_ID),
                metadata.tags(),
                rule.text("description", ""),
                rule.texts("falsepositives"),
                metadata.response(),
                List.of(),
                correlation.isPresent() ? groupBy : GroupBy.ofFields(suppression.by()),
                steps,
                type,
                detector,
                captures.fields(),
                compared,
                suppression,
                onChange,
                shape(id, detection, correlation, maxEvidence),
                root.canonical() + lists.canonical(),
                rule.get("tests"),
                selections.map(Selections::named).orElse(Map.of()));
        metadata.allow();
        if (CorrelationTypes.of(type).isPresent()) { // else nobody knows what belongs there
            correlation.ifPresent(YamlMap::refuseOthers);
        }
        risk.ifPresent(YamlMap::refuseOthers);
        rule.refuseOthers();
        return compiled;
    }

    /** The steps, less the events that an exception takes away. */
    private List<Step> except(List<Step> steps) {
        Optional<Predicate> excepted = rule.get("exceptions").map(paths -> Exceptions.compile(paths, lists));
        return excepted.isEmpty()
                ? steps
                : steps.stream()
                        .map(step -> new Step(step.name(), Predicate.but(step.predicate(), excepted.get())))
                        .toList();
    }

    private Optional<YamlMap> map(String key) {
        return rule.get(key).flatMap(YamlValue::map);
    }

    private static int maxEvidence(@org.jspecify.annotations.Nullable YamlMap state) {
        if (state == null) {
            return DEFAULT_MAX_EVIDENCE;
        }
        long max = state.within("max_evidence", DEFAULT_MAX_EVIDENCE, 2, MOST_EVIDENCE);
        state.refuseOthers();
        return (int) max;
    }

    private List<Step> steps(Optional<Selections> selections, Optional<YamlMap> correlation) {
        Optional<YamlValue> named = correlation.flatMap(c -> c.get("steps"));
        if (named.isPresent()) {
            if (named.get().list().size() > MOST_STEPS) {
                named.get()
                        .faultAtKey(
                                FaultKind.WRONG_STEPS,
                                "there are more than " + MOST_STEPS + " steps",
                                "split the rule");
                return List.of();
            }
            return named.get().list().stream()
                    .map(value -> {
                        String name = value.text().orElse("");
                        return new Step(
                                name, selections.map(s -> s.named(name, value)).orElse(UNKNOWN));
                    })
                    .toList();
        }
        Optional<Predicate> condition = selections.flatMap(Selections::condition);
        Optional<YamlMap> detection = map("detection");
        if (condition.isEmpty() && detection.isPresent() && !detection.get().has("condition")) {
            detection
                    .get()
                    .fault(
                            FaultKind.MISSING_CONDITION,
                            "several selections and no condition",
                            "add 'condition: name and not other'");
        }
        return condition.map(c -> List.of(new Step("event", c))).orElse(List.of());
    }

    /** With the one that {@code unless} names, if any, after them. */
    private static List<Step> asides(List<Step> steps, Optional<Selections> selections, Optional<YamlMap> correlation) {
        Optional<YamlValue> named = correlation.flatMap(Unless::step);
        if (named.isEmpty() || selections.isEmpty()) {
            return steps;
        }
        String name = named.get().text().orElse("");
        List<Step> all = new ArrayList<>(steps);
        all.add(new Step(name, selections.get().whole(name, named.get())));
        return all;
    }

    /** @param names of the steps that the correlation speaks of; what {@code unless} names comes after them */
    private Detector<?> detector(Optional<YamlMap> correlation, List<String> names, int maxEvidence) {
        if (correlation.isEmpty()) {
            YamlMap none = rule; // a rule without a correlation reads no parameters
            return new NoCorrelation().compile(new CorrelationReader(none, names, captures, maxEvidence));
        }
        Optional<YamlValue> type = correlation.get().required("type", "event_count");
        String name = type.flatMap(YamlValue::text).orElse("none");
        Optional<CorrelationType> found = CorrelationTypes.of(name);
        if (found.isEmpty()) {
            List<String> known = new ArrayList<>(new TreeSet<>());
            CorrelationTypes.names().forEach(known::add);
            type.orElseThrow()
                    .fault(
                            FaultKind.UNKNOWN_CORRELATION,
                            "'" + name + "' is no correlation type",
                            Nearest.advice(name, known));
        }
        CorrelationType chosen = found.orElseGet(NoCorrelation::new);
        Detector<?> detector = chosen.compile(new CorrelationReader(correlation.get(), names, captures, maxEvidence));
        Detector<?> picked = correlation
                .get()
                .get("having")
                .<Detector<?>>map(written -> Having.of(
                        detector, WhenReader.read(written, names, captures, lists, FaultKind.BAD_HAVING), written))
                .orElse(detector);
        return correlation
                .get()
                .get("unless")
                .flatMap(YamlValue::map)
                .<Detector<?>>map(map -> Unless.of(picked, map, names.size(), maxEvidence))
                .orElse(picked);
    }

    private Suppression suppression(List<KeyPart> groupBy, boolean correlated) {
        List<String> key = groupBy.stream().map(KeyPart::name).toList();
        Optional<YamlMap> suppress = map("suppress");
        if (suppress.isEmpty()) {
            if (metadata.isSigma() && !correlated) { // Sigma: each event that matches is an alert
                return new Suppression(List.of(Field.EVENT_ID.fieldName()), List.of(), 86_400_000);
            }
            if (!correlated) {
                rule.fault(
                        FaultKind.MISSING_SUPPRESS,
                        "a rule without a correlation needs 'suppress'",
                        "add 'suppress: {by: [client_id], for: 1h}'");
            }
            return new Suppression(key, List.of(), 3_600_000);
        }
        Optional<YamlValue> value =
                correlated ? suppress.get().get("by") : suppress.get().required("by", "[client_id]");
        List<Field> others = value.map(v -> fields(v, key)).orElse(List.of());
        long forMillis = CorrelationReader.positive(suppress.get(), "for", "24h");
        suppress.get().refuseOthers();
        if (!correlated) {
            return new Suppression(others.stream().map(Field::fieldName).toList(), List.of(), forMillis);
        }
        List<String> by = value.map(v -> texts(v)).orElse(key);
        for (String part : key) {
            if (!by.contains(part)) {
                value.orElseThrow()
                        .fault(FaultKind.SUPPRESS_LACKS_KEY, "suppress.by lacks '" + part + "' of group-by", "add it");
            }
        }
        return new Suppression(by, others.stream().map(captures::index).toList(), forMillis);
    }

    private static List<String> texts(YamlValue names) {
        return names.list().stream().flatMap(value -> value.text().stream()).toList();
    }

    private List<Field> fields(String key) {
        return rule.get(key).map(names -> fields(names, List.of())).orElse(List.of());
    }

    /** The fields that are named, but for those names. */
    private static List<Field> fields(YamlValue names, List<String> besides) {
        List<Field> fields = new ArrayList<>();
        for (YamlValue value : names.list()) {
            Optional<String> name = value.text();
            if (name.isPresent() && besides.contains(name.get())) {
                continue;
            }
            Optional<Field> field = name.flatMap(Field::of);
            field.ifPresent(fields::add);
            if (field.isEmpty() && name.isPresent()) {
                List<String> known =
                        Arrays.stream(Field.values()).map(Field::fieldName).toList();
                value.fault(
                        FaultKind.UNKNOWN_FIELD, "'" + name.get() + "' is no field", Nearest.advice(name.get(), known));
            }
        }
        return fields;
    }

    private int shape(String id, Optional<YamlMap> detection, Optional<YamlMap> correlation, int maxEvidence) {
        return Digest.int32(id + "\n" + detection.map(YamlMap::canonical).orElse("") + "\n"
                + correlation.map(YamlMap::canonical).orElse("") + "\n" + captures.fields() + "\n" + maxEvidence
                + rule.get("levels").map(levels -> "\n" + levels.canonical()).orElse(""));
    }
}
