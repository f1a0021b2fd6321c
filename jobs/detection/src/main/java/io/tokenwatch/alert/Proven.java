package io.tokenwatch.alert;

import io.tokenwatch.detector.Finding;
import io.tokenwatch.rule.Editions;
import io.tokenwatch.rule.Rule;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Findings by the alert that they belong to. */
final class Proven {
    private final Editions editions;
    private final Map<AlertSlot, Summary> sums = new HashMap<>();

    Proven(Editions editions) {
        this.editions = editions;
    }

    void add(Finding finding) {
        Rule any = editions.any();
        sums.computeIfAbsent(
                        AlertSlot.of(finding, editions),
                        slot -> new Summary(any.steps().size()))
                .add(finding, any.levels());
    }

    Set<AlertSlot> slots() {
        return sums.keySet();
    }

    /** What the findings of an alert amount to; null if there are none. */
    @Nullable
    Summary of(AlertSlot slot) {
        return sums.get(slot);
    }

    void forEach(BiConsumer<AlertSlot, Summary> each) {
        sums.forEach(each);
    }
}
