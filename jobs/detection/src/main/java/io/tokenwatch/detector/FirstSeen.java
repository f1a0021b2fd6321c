package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Field;
import io.tokenwatch.yaml.Duration;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.Optional;

/**
 * {@code first_seen}: a value of a field (each element of an array, with {@code combine: 2} each pair of known ones) that the key has not shown, after learning, until
 * {@code forget_after} has passed without it. Learning lasts {@code learn.for} from the key's first event and for
 * {@code learn.min_events} events. With {@code only: returning}, only a value that it had shown before, which is then remembered for
 * ever. An earlier sighting that arrives late takes the finding back.
 *
 * <p>State per key: its {@code min_events} earliest events, 16 bytes each; and of each value, up to 1,024 of them, the evidence of its
 * first sighting for each time that it came back within {@code forget_after} and the allowed lateness, usually once. With
 * {@code only: returning} values do not go, and the last time that each was forgotten is kept besides.
 */
@AutoService(CorrelationType.class)
public final class FirstSeen implements CorrelationType {
    enum Only {
        RETURNING
    }

    private static final int MOST_EVENTS = 1000;

    @Override
    public String name() {
        return "first_seen";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        reader.refuseSteps();
        Field field = CorrelationReader.field(reader.map(), "field", "scope");
        long forgetAfter = CorrelationReader.positive(reader.map(), "forget_after", "30d");
        Optional<YamlMap> learn = reader.map().get("learn").flatMap(YamlValue::map);
        long learnFor = learn.map(l -> l.duration("for", 0)).orElse(0L);
        int minEvents = (int) learn.map(l -> l.within("min_events", 0, 0, MOST_EVENTS))
                .orElse(0L)
                .longValue();
        learn.ifPresent(YamlMap::refuseOthers);
        boolean returning = reader.map().has("only");
        reader.map().choice("only", Only.class, Only.RETURNING);
        boolean pairs = pairs(reader.map(), field);
        String known = "a " + (pairs ? "pair" : "value") + " seen within " + Duration.text(forgetAfter);
        return new FirstSeenDetector(
                field, reader.captures().index(field), pairs, forgetAfter, learnFor, minEvents, returning, known);
    }

    private static boolean pairs(YamlMap map, Field field) {
        boolean pairs = map.within("combine", 1, 1, 2) == 2;
        if (pairs && !field.type().isTexts()) {
            map.get("combine")
                    .ifPresent(value -> value.fault(
                            FaultKind.ONE_VALUE,
                            "'" + field.fieldName() + "' holds one value, so there is nothing to combine",
                            "name a field of several values such as scope, or leave 'combine' out"));
        }
        return pairs && field.type().isTexts();
    }
}
