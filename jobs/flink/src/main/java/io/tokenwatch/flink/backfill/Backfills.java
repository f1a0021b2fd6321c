package io.tokenwatch.flink.backfill;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.backfill.Backfill.Position;
import io.tokenwatch.flink.operator.Notice;
import io.tokenwatch.flink.remote.Complaints;
import io.tokenwatch.flink.source.ArrivalHistory;
import io.tokenwatch.flink.source.ArrivalHistory.Part;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.PackLog.Tenure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The histories that one subtask of the routing reads, a little at a time between its other work. How far each part of the source has
 * been read is in the checkpoint, so a restart goes on there; with another parallelism the parts are dealt anew.
 */
public final class Backfills implements AutoCloseable {
    /** Where events of the past go. */
    public interface Target {
        void accept(int number, TokenEvent event);
    }

    /** How long the subtask's other work may wait, ns. */
    private static final long SLICE_NANOS = 20_000_000;

    private static final long NEWS_MILLIS = 1_000;

    /** In the place of a topic: no topic has that name. */
    private static final String SHARE = "/share";

    private final ListState<String> state;
    private final ArrivalHistory history;
    private final int share;
    private final int shares;
    /** What the checkpoint says of each, by its number. */
    private final Map<Integer, List<String>> restored = new TreeMap<>();

    private final Map<Integer, Backfill> byNumber = new TreeMap<>();
    private final Set<Integer> told = new HashSet<>();
    private final Complaints complaints = new Complaints("the history of the events");
    private long toldAt = Long.MIN_VALUE;

    private Backfills(ListState<String> state, ArrivalHistory history, int share, int shares) {
        this.state = state;
        this.history = history;
        this.share = share;
        this.shares = shares;
    }

    /** @param share the index of the subtask, of so many {@code shares} */
    public static Backfills restore(OperatorStateStore store, ArrivalHistory history, int share, int shares)
            throws Exception {
        Backfills backfills = new Backfills(
                store.getUnionListState(new ListStateDescriptor<>("backfills", Types.STRING)), history, share, shares);
        for (String line : backfills.state.get()) {
            int number = Integer.parseInt(line.substring(0, line.indexOf(' ')));
            backfills
                    .restored
                    .computeIfAbsent(number, n -> new ArrayList<>())
                    .add(line.substring(line.indexOf(' ') + 1));
        }
        return backfills;
    }

    /** The packs are these by now. */
    public void update(PackLog log, long now) {
        Map<Integer, Tenure> wanted = log.tenures().stream()
                .filter(tenure -> !tenure.backfilled().isEmpty())
                .collect(Collectors.toMap(Tenure::backfillNumber, tenure -> tenure));
        byNumber.entrySet().removeIf(entry -> {
            boolean gone = !wanted.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
        wanted.forEach((number, tenure) -> byNumber.computeIfAbsent(number, n -> begin(tenure, now)));
    }

    private Backfill begin(Tenure tenure, long now) {
        Backfill backfill = new Backfill(tenure, history, share, shares, now);
        List<String> lines = restored.getOrDefault(tenure.backfillNumber(), List.of());
        boolean done = !lines.isEmpty();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words[0].equals(SHARE)) {
                done &= words[1].equals("done");
                backfill.restore(List.of(words).subList(2, words.length).stream()
                        .map(Long::valueOf)
                        .toList());
            } else {
                Position position = new Position();
                position.next = Long.parseLong(words[2]);
                position.end = Long.parseLong(words[3]);
                position.reached = Long.parseLong(words[4]);
                backfill.restore(new Part(words[0], Integer.parseInt(words[1])), position);
            }
        }
        if (done) {
            backfill.finish();
        }
        return backfill;
    }

    /** Reads on for 20 ms at most, and tells from time to time how far it is. */
    public void read(long now, Target target, Consumer<Notice> news) {
        long deadline = System.nanoTime() + SLICE_NANOS;
        try {
            for (Backfill backfill : byNumber.values()) {
                int read = 1;
                while (!backfill.done() && read > 0 && System.nanoTime() < deadline) {
                    read = backfill.read(now, event -> target.accept(backfill.number(), event));
                    complaints.succeeded();
                }
            }
        } catch (RetriableException e) {
            complaints.failed(e.toString());
        }
        boolean due = now - toldAt >= NEWS_MILLIS || toldAt == Long.MIN_VALUE;
        for (Backfill backfill : byNumber.values()) {
            boolean justDone = backfill.done() && told.add(backfill.number());
            if (justDone || (due && !backfill.done())) {
                news.accept(backfill.news());
            }
        }
        toldAt = due ? now : toldAt;
    }

    /** To be called with each checkpoint. */
    public void snapshot() throws Exception {
        List<String> lines = new ArrayList<>();
        byNumber.forEach((number, backfill) -> {
            backfill.positions()
                    .forEach((part, position) -> lines.add("%d %s %d %d %d %d"
                            .formatted(
                                    number,
                                    part.topic(),
                                    part.partition(),
                                    position.next,
                                    position.end,
                                    position.reached)));
            String first =
                    backfill.firstTimes().stream().map(time -> " " + time).collect(Collectors.joining());
            lines.add(number + " " + SHARE + (backfill.done() ? " done" : " reading") + first);
        });
        state.update(lines);
    }

    @Override
    public void close() {
        byNumber.values().forEach(Backfill::close);
    }
}
