package io.tokenwatch.rule;

import io.tokenwatch.detector.Captures;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.detector.When;
import io.tokenwatch.detector.WhenReader;
import io.tokenwatch.list.Lists;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.YamlMap;
import io.tokenwatch.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How severe an alert is, by what its findings show: the highest level that any of them reaches. A function of the set of
 * findings, whatever their order.
 *
 * @param base of an alert whose findings show nothing more
 * @param tiers at most {@link #MOST}
 */
public record Levels(Level base, List<Tier> tiers) {
    /** Most tiers of a rule. */
    public static final int MOST = 8;

    /** A level that is reached when a condition holds. */
    public record Tier(When when, Level level) {}

    static Levels read(Level base, Optional<YamlValue> levels, List<String> steps, Captures captures, Lists lists) {
        List<Tier> tiers = new ArrayList<>();
        for (YamlValue value : levels.map(YamlValue::list).orElse(List.of())) {
            value.map().ifPresent(map -> tiers.add(tier(base, map, steps, captures, lists)));
        }
        if (tiers.size() > MOST) {
            levels.orElseThrow()
                    .fault(
                            FaultKind.BAD_LEVEL,
                            "there are more than " + MOST + " levels",
                            "keep those that somebody acts on");
            return new Levels(base, tiers.subList(0, MOST));
        }
        return new Levels(base, tiers);
    }

    private static Tier tier(Level base, YamlMap map, List<String> steps, Captures captures, Lists lists) {
        When none = new When("", List.of(), List.of(), List.of(), 0);
        When when = map.required("when", "values(src.country) >= 2")
                .map(value -> WhenReader.read(value, steps, captures, lists, FaultKind.BAD_LEVEL))
                .orElse(none);
        Optional<YamlValue> written = map.required("level", "critical");
        Level level = map.choice("level", Level.class, Level.CRITICAL);
        if (level.compareTo(base) <= 0) {
            written.ifPresent(value -> value.fault(
                    FaultKind.BAD_LEVEL,
                    "'" + level.word() + "' raises nothing: the rule's level is " + base.word(),
                    "name a higher one"));
        }
        map.refuseOthers();
        return new Tier(when, level);
    }

    /** The tiers that the finding shows, as bits; what a tier asks of the count is asked of the alert. */
    public int shown(Finding finding) {
        int shown = 0;
        for (int i = 0; i < tiers.size(); i++) {
            shown |= tiers.get(i).when().isShown(finding) ? 1 << i : 0;
        }
        return shown;
    }

    /** The highest tier that is reached; of equal ones the first. */
    public Optional<Tier> reached(int shown, long count) {
        Optional<Tier> highest = Optional.empty();
        for (int i = 0; i < tiers.size(); i++) {
            Tier tier = tiers.get(i);
            boolean reached = (shown >> i & 1) == 1 && count >= tier.when().count();
            if (reached
                    && highest.filter(other -> other.level().compareTo(tier.level()) >= 0)
                            .isEmpty()) {
                highest = Optional.of(tier);
            }
        }
        return highest;
    }

    public Level of(int shown, long count) {
        return reached(shown, count).map(Tier::level).orElse(base);
    }

    /** Whether there is a level above that one. */
    public boolean mayRiseFrom(Level level) {
        for (Tier tier : tiers) {
            if (tier.level().compareTo(level) > 0) {
                return true;
            }
        }
        return false;
    }
}
