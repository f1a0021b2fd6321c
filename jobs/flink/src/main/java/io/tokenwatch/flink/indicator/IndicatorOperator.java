package io.tokenwatch.flink.indicator;

import io.tokenwatch.flink.elasticsearch.DocumentWrite;
import io.tokenwatch.flink.keyed.KeyedBytes;
import io.tokenwatch.flink.keyed.KeyedOperator;
import io.tokenwatch.flink.operator.Key128;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.IndicatorDocument;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.Serial;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Sums up each cell and writes its document: growth within 5 s, and before each checkpoint. */
public final class IndicatorOperator extends KeyedOperator<CountedCell, DocumentWrite> {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final long GROWTH_MILLIS = 5_000;

    private final long lateness;
    private final long keep;

    private transient Set<Key128> grown = new LinkedHashSet<>();
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
        growth = getProcessingTimeService()
                .scheduleWithFixedDelay(time -> sendGrown(), GROWTH_MILLIS, GROWTH_MILLIS);
    }

    @Override
    protected CountedCell accept(@Nullable CountedCell state, KeyedBytes record) {
        CountedCell more = CellWire.read(record);
        grown.add(record.key());
        if (state == null) {
            return more;
        }
        state.tally.add(more.tally);
        return state;
    }

    private void sendGrown() throws Exception {
        for (Key128 key : grown) {
            touch(key, state -> {
                if (state != null) {
                    write(state);
                }
                return state;
            });
        }
        grown.clear();
    }

    private void write(CountedCell counted) {
        counted.revision++;
        Cell cell = counted.cell;
        output.collect(new StreamRecord<>(DocumentWrite.index(
                IndicatorDocument.index(cell),
                cell.key().hex(),
                version(counted.revision),
                IndicatorDocument.of(cell, counted.tally))));
    }

    /** It has been written by then: lateness is longer than growth waits, in any time; else this writes it. */
    @Override
    protected @Nullable CountedCell pass(CountedCell counted) {
        Cell cell = counted.cell;
        if (grown.remove(new Key128(cell.key().high(), cell.key().low()))) {
            write(counted);
        }
        return null;
    }

    @Override
    protected void end(CountedCell counted) {
        pass(counted);
    }

    @Override
    protected long due(CountedCell counted) {
        return counted.cell.minute() + Cell.MINUTE + (isLate(counted.cell.indicator()) ? keep : lateness);
    }

    /** Whether what is counted there may be known long after that minute. */
    private static boolean isLate(Indicator indicator) {
        return switch (indicator) {
            case REVOCATION_LAG, KEY_ROTATION_LAG, ALERT_LATENCY, DEAD_LETTERS, LATE_EVENTS -> true;
            default -> false;
        };
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        sendGrown();
        super.prepareSnapshotPreBarrier(checkpointId);
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
