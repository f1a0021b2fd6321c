package io.tokenwatch.flink.backfill;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.FirstTimes;
import io.tokenwatch.flink.operator.HistoryRead;
import io.tokenwatch.flink.source.Arrival;
import io.tokenwatch.flink.source.ArrivalHistory;
import io.tokenwatch.flink.source.ArrivalHistory.Part;
import io.tokenwatch.rule.PackLog.Tenure;
import io.tokenwatch.rule.Rule;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * The history of one pack's backfilled rules, as far as one share of the routing reads it: the parts of the source that are its own.
 * Each is read up to where it ended when every subtask had surely heard of the pack; what was appended later is routed to
 * those rules when it is read in the ordinary way. What is read twice counts once.
 */
final class Backfill implements AutoCloseable {
    /** A pack reaches every subtask well within that time, ms: each looks for packs ten times a second. */
    static final long SETTLED_MILLIS = 5_000;

    /** An event may be appended so much before its time, or it is a dead letter, ms. */
    private static final long LEAD_MILLIS = Duration.ofHours(24).toMillis();

    /** How far one part has been read. */
    static final class Position {
        /** Offsets; negative while they are not known. */
        long next = -1;

        long end = -1;
        /** Of the latest event, ms since the epoch. */
        long reached = Long.MIN_VALUE;

        boolean done() {
            return end >= 0 && next >= end;
        }
    }

    private final Tenure tenure;
    private final ArrivalHistory history;
    private final int share;
    private final int shares;
    private final long heardAt;
    private final Map<Part, Position> positions = new HashMap<>();
    private final FirstTimes first = new FirstTimes();
    private ArrivalHistory.@Nullable Reader reader;
    private boolean settled;
    private boolean done;

    Backfill(Tenure tenure, ArrivalHistory history, int share, int shares, long heardAt) {
        this.tenure = tenure;
        this.history = history;
        this.share = share;
        this.shares = shares;
        this.heardAt = heardAt;
    }

    int number() {
        return tenure.backfillNumber();
    }

    boolean done() {
        return done;
    }

    /** Goes on where a part was read to before. */
    void restore(Part part, Position position) {
        positions.put(part, position);
    }

    void restore(List<Long> times) {
        first.sawAll(times);
    }

    /** Nothing is left to be read. */
    void finish() {
        done = true;
        close();
    }

    Map<Part, Position> positions() {
        return positions;
    }

    List<Long> firstTimes() {
        return first.times();
    }

    /** The share that reads a part, the same in every subtask. */
    static int shareOf(Part part, int shares) {
        return Math.floorMod(part.topic().hashCode() * 31 + part.partition(), shares);
    }

    /**
     * Reads a little more; does not wait, but for the broker's word of what there is.
     *
     * @return how many records were read
     * @throws RetriableException if the broker does not answer; the next call tries again
     */
    int read(long now, Consumer<TokenEvent> out) {
        ArrivalHistory.Reader open = open();
        if (!settled && now >= heardAt + SETTLED_MILLIS) {
            Map<Part, Long> ends = open.ends(positions.keySet());
            positions.forEach(
                    (part, position) -> position.end = position.end < 0 ? ends.getOrDefault(part, 0L) : position.end);
            settled = true;
        }
        int read = open.read(arrival -> take(arrival, out));
        positions.forEach((part, position) -> {
            if (!position.done()) {
                position.next = open.next(part);
                if (position.done()) {
                    open.leave(part);
                }
            }
        });
        if (settled && positions.values().stream().allMatch(Position::done)) {
            finish();
        }
        return read;
    }

    private ArrivalHistory.Reader open() {
        ArrivalHistory.Reader known = reader;
        if (known != null) {
            return known;
        }
        ArrivalHistory.Reader opened = history.open();
        try {
            Map<Part, Position> own = new HashMap<>();
            for (Part part : opened.parts()) {
                if (shareOf(part, shares) == share) {
                    own.put(part, positions.getOrDefault(part, new Position()));
                }
            }
            positions.clear();
            positions.putAll(own);
            Map<Part, Long> next = new HashMap<>();
            positions.forEach((part, position) -> {
                if (!position.done()) {
                    next.put(part, position.next);
                }
            });
            opened.begin(next, since());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        reader = opened;
        return opened;
    }

    /** When what the rules need was appended, ms since the epoch. */
    private long since() {
        long memory = tenure.backfilled().stream()
                .mapToLong(rule -> rule.detector().memory())
                .max()
                .orElse(0);
        return memory > tenure.from() ? Long.MIN_VALUE : tenure.from() - memory - LEAD_MILLIS;
    }

    private void take(Arrival arrival, Consumer<TokenEvent> out) {
        long time = arrival.event().eventTime();
        Position position = positions.get(new Part(arrival.topic(), arrival.partition()));
        if (position != null) {
            position.reached = Math.max(position.reached, time);
        }
        first.saw(time);
        out.accept(arrival.event());
    }

    /** How far this share is. */
    HistoryRead news() {
        long least = positions.values().stream()
                .filter(position -> !position.done())
                .mapToLong(position -> position.reached)
                .min()
                .orElse(Long.MIN_VALUE);
        return new HistoryRead(number(), share, shares, least, done, first.times());
    }

    /** Whose history it is. */
    String rules() {
        return String.join(", ", tenure.backfilled().stream().map(Rule::id).toList());
    }

    @Override
    public void close() {
        ArrivalHistory.Reader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
