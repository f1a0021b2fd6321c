package io.tokenwatch.flink.indicator;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.keyed.KeyedOperator;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.IndicatorDocument;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sums up each cell and writes its document: growth within 5 s, and before each checkpoint; what is {@linkplain
 * CountedCell#isWithdrawable withdrawable} as it was at a checkpoint, once that is complete.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else
public final class IndicatorOperator extends KeyedOperator<CountedCell, DocumentWrite> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final long GROWTH_MILLIS = 5_000;

    private final long lateness;
    private final long keep;

    private transient Set<Key128> grown;
    private transient Set<Key128> withheld;
    /** By checkpoint, what is to be written when it is complete. */
    private transient TreeMap<Long, Map<Key128, DocumentWrite>> pending;

    private transient @Nullable ScheduledFuture<?> growth;

    /**
     * @param lateness how late an event may come, milliseconds
     * @param keep as long a minute is kept that later minutes may still tell something of
     */
    public IndicatorOperator(long lateness, long keep, int cached) {
        super(cached);
        this.lateness = lateness;
        this.keep = keep;
    }

    @Override
    public void open() throws Exception {
        super.open();
        grown = new LinkedHashSet<>();
        withheld = new LinkedHashSet<>();
        pending = new TreeMap<>();
        growth = getProcessingTimeService().scheduleWithFixedDelay(time -> sendGrown(), GROWTH_MILLIS, GROWTH_MILLIS);
    }

    @Override
    protected CountedCell accept(@Nullable CountedCell state, KeyedBytes record) {
        CountedCell more = CellWire.read(record);
        CountedCell counted = state == null ? more : state;
        if (state != null) {
            counted.tally.add(more.tally);
        }
        grow(counted, record.key());
        return counted;
    }

    private void grow(CountedCell counted, Key128 key) {
        counted.withheld = counted.isWithdrawable();
        (counted.withheld ? withheld : grown).add(key);
    }

    private void sendGrown() throws Exception {
        Set<Key128> keys = grown;
        grown = new LinkedHashSet<>();
        for (Key128 key : keys) {
            touch(key, state -> {
                if (state != null) {
                    write(document(state));
                }
                return state;
            });
        }
    }

    private void write(DocumentWrite document) {
        output.collect(new StreamRecord<>(document));
    }

    private DocumentWrite document(CountedCell counted) {
        counted.revision++;
        Cell cell = counted.cell;
        return DocumentWrite.index(
                IndicatorDocument.index(cell),
                cell.key().hex(),
                version(counted.revision),
                IndicatorDocument.of(cell, counted.tally));
    }

    @Override
    protected @Nullable CountedCell pass(CountedCell counted) {
        Key128 key = key(counted.cell);
        if (grown.remove(key)) {
            write(document(counted));
        }
        if (counted.withheld && pending.values().stream().noneMatch(documents -> documents.containsKey(key))) {
            withheld.add(key); // it was so before a restart
        }
        return counted.withheld || now() < over(counted) ? counted : null;
    }

    private static Key128 key(Cell cell) {
        Key key = cell.key();
        return new Key128(key.high(), key.low());
    }

    @Override
    protected void end(CountedCell counted) {
        if (grown.remove(key(counted.cell)) || counted.withheld) {
            counted.withheld = false;
            write(document(counted));
        }
    }

    @Override
    protected long due(CountedCell counted) {
        return counted.withheld ? now() : over(counted);
    }

    private long over(CountedCell counted) {
        Indicator indicator = counted.cell.indicator();
        boolean late = counted.isWithdrawable() || indicator == Indicator.DEAD_LETTERS;
        return counted.cell.minute() + Cell.MINUTE + (late ? keep : lateness);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        sendGrown();
        Map<Key128, DocumentWrite> documents = new LinkedHashMap<>();
        for (Key128 key : withheld) {
            touch(key, state -> {
                if (state != null) {
                    documents.put(key, document(state));
                }
                return state;
            });
        }
        withheld.clear();
        if (!documents.isEmpty()) {
            pending.put(checkpointId, documents);
        }
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        Map<Long, Map<Key128, DocumentWrite>> complete = pending.headMap(checkpointId, true);
        for (Map<Key128, DocumentWrite> documents : new ArrayList<>(complete.values())) {
            documents.values().forEach(this::write);
        }
        Set<Key128> written = new LinkedHashSet<>();
        complete.values().forEach(documents -> written.addAll(documents.keySet()));
        complete.clear();
        pending.values().forEach(documents -> written.removeAll(documents.keySet()));
        written.removeAll(withheld);
        for (Key128 key : written) {
            touch(key, state -> {
                if (state != null) {
                    state.withheld = false;
                }
                return state;
            });
        }
    }

    @Override
    public void finish() throws Exception {
        sendGrown();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        ScheduledFuture<?> timer = growth;
        if (timer != null) {
            timer.cancel(false);
        }
        super.close();
    }

    @Override
    protected void encode(CountedCell counted, BytesOut out) {
        counted.encode(out);
    }

    @Override
    protected CountedCell decode(BytesIn in) {
        return CountedCell.decode(in);
    }
}
