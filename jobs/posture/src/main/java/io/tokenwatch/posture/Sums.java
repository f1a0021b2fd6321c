package io.tokenwatch.posture;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.IndicatorReader;
import io.tokenwatch.indicator.SigningKey;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.ledger.EntryReader;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What distinct events come to: entries for the ledger at once, counts and signing keys summed up until they are taken. */
public final class Sums {
    private final EntryReader entries;
    private final IndicatorReader indicators;
    private final Map<Cell, Tally> cells = new HashMap<>();
    private final Map<SigningKey.Ref, SigningKey> keys = new HashMap<>();

    public Sums(PosturePolicy policy) {
        entries = new EntryReader(policy.ledger());
        indicators = new IndicatorReader(policy.dimensions());
    }

    /** Of an event that has not been here before. */
    public void accept(TokenEvent event, Consumer<Entry> out) {
        entries.read(event, out);
        indicators.read(event, this::add);
        SigningKey key = SigningKey.of(event);
        if (key != null) {
            SigningKey known = keys.putIfAbsent(key.ref(), key);
            if (known != null) {
                known.merge(key);
            }
        }
    }

    /**
     * Of an event that is too late to be told from a copy: the ledger learns what repetition cannot falsify, and it is counted as
     * late.
     *
     * @param horizon what was too late at that time is so, milliseconds since the epoch
     */
    public void late(TokenEvent event, long horizon, Consumer<Entry> out) {
        entries.read(event, entry -> out.accept(entry.uncounted()));
        Cell cell = Cell.of(Indicator.LATE_EVENTS, horizon, event.text(Field.TENANT), event.text(Field.ISSUER));
        add(cell.withSource(event.text(Field.SOURCE)), Tally.count(1));
    }

    public void add(Cell cell, Tally tally) {
        cells.computeIfAbsent(cell, c -> new Tally()).add(tally);
    }

    /** Hands out what was counted since the last time. */
    public void take(BiConsumer<Cell, Tally> counts, Consumer<SigningKey> signing) {
        cells.forEach(counts);
        cells.clear();
        keys.values().forEach(signing);
        keys.clear();
    }
}
