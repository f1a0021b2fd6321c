package io.tokenwatch.selection;

import io.tokenwatch.event.Field;
import io.tokenwatch.list.ListEntry;
import java.util.ArrayList;
import java.util.List;

/** Narrows what an entry of a list matches to the events of its tenant, before its end. */
final class Scoped {
    private Scoped() {}

    static boolean isForAll(ListEntry entry) {
        return entry.tenant().isEmpty() && entry.expires() == Long.MAX_VALUE;
    }

    static Predicate of(ListEntry entry, Predicate matches) {
        List<Predicate> all = new ArrayList<>();
        entry.tenant().ifPresent(tenant -> all.add(new Text(Field.TENANT, new TextMatch.Equal(tenant))));
        if (entry.expires() < Long.MAX_VALUE) {
            all.add(new Numeric(Field.EVENT_TIME, Comparison.LT, entry.expires()));
        }
        all.add(matches);
        return All.of(all);
    }
}
