package io.tokenwatch.detector;

import com.google.auto.service.AutoService;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.Optional;

/**
 * {@code lag}: how long things go on after they should have ended, as a percentile. The first step begins an item, which the field
 * {@code of} names; the last event of the second step that names the same one ends its lag. Of the items that begin in a tumbling
 * window, at least {@code min_events}, the percentile of the lag is beyond the bound. An item that is not seen again has none.
 */
@AutoService(CorrelationType.class)
public final class Lag implements CorrelationType {
    private static final int MOST_EVENTS = 4096;

    @Override
    public String name() {
        return "lag";
    }

    @Override
    public Detector<?> compile(CorrelationReader reader) {
        YamlMap map = reader.map();
        long width = reader.timespan();
        Optional<YamlValue> steps = map.required("steps", "[revoked, used]");
        if (steps.isPresent() && reader.steps().size() != 2) {
            steps.get()
                    .fault(
                            FaultKind.WRONG_STEPS,
                            "a lag has two steps",
                            "write what begins it, then what is still seen, such as [revoked, used]");
        }
        Field of = CorrelationReader.field(map, "of", "token_id");
        if (of.type() == FieldType.TEXTS) {
            map.get("of")
                    .orElseThrow()
                    .fault(FaultKind.WRONG_VALUE, "'of' names one thing of each event", "write such as 'of: token_id'");
        }
        Optional<YamlMap> condition =
                map.required("condition", "{percentile: 95, gt: 1m}").flatMap(YamlValue::map);
        Percentile bound = condition.map(c -> Percentile.read(c, width)).orElse(new Percentile(95, 1, true));
        condition.ifPresent(YamlMap::refuseOthers);
        map.required("min_events", "20");
        int least = (int) map.within("min_events", 1, 1, MOST_EVENTS);
        int most = Math.max(least, reader.maxEvidence());
        return new LagDetector(width, reader.captures().index(of), bound, least, most);
    }
}
