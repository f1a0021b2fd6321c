package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.engine.RoutedRecords;
import io.tokenwatch.engine.Shard;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.sort.Cursor;
import io.tokenwatch.replay.sort.KeptEvent;
import io.tokenwatch.rule.PackLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Judges events that come in order on several threads: the keys are divided, each always to the same shard. Batch by batch, all
 * threads first route, each its slice of the batch, then judge, each the shards that it gets hold of. What comes of it does not
 * depend on how many threads there are: batches, slices and shards are the same for any number.
 */
final class Shards implements AutoCloseable {
    private static final int SHARDS = 64;
    private static final int SLICES = 16;
    private static final int SLICE = 512;
    private static final int FEW_KEYS = 2_048;

    /** A change that somebody is to hear of when the batch is judged. */
    private record News(Alert alert, Change change) {}

    private final Crew crew;
    private final Feeds feeds = new Feeds();
    private final @Nullable AlertSink told;
    private final List<Shard> shards = new ArrayList<>();
    private final List<List<News>> news = new ArrayList<>();
    private final int[] sweepAt = new int[SHARDS];
    private final List<Router> routers;
    private final RoutedRecords[][] routed = new RoutedRecords[SLICES][SHARDS];
    private final List<List<Feeds.Start>> starts = new ArrayList<>();
    private List<KeptEvent> batch = List.of();
    private List<KeptEvent> nextBatch = List.of();

    /** What one thread routes with. */
    private static final class Router {
        private final TokenEvent event = new TokenEvent();
        private final PackRouter router;
        /** Where feeds that begin are written down. */
        private List<Feeds.Start> starts = new ArrayList<>();

        Router(Plans plans) {
            router = new PackRouter(plans, new Feeds(start -> starts.add(start)));
        }
    }

    /** @param told hears of every change of an alert, on the thread that calls {@link #judge} */
    Shards(PackLog log, int threads, @Nullable AlertSink told) {
        this.crew = new Crew(threads);
        this.told = told;
        Plans plans = new Plans(log);
        for (int i = 0; i < SHARDS; i++) {
            List<News> ofShard = new ArrayList<>();
            news.add(ofShard);
            shards.add(new Shard(
                    plans,
                    feeds,
                    told == null ? (alert, change) -> {} : (alert, change) -> ofShard.add(new News(alert, change))));
            sweepAt[i] = FEW_KEYS;
        }
        this.routers = crew.each(() -> new Router(plans));
        for (int slice = 0; slice < SLICES; slice++) {
            starts.add(new ArrayList<>());
            for (int shard = 0; shard < SHARDS; shard++) {
                routed[slice][shard] = new RoutedRecords();
            }
        }
    }

    /** Every alert that stands at the end, by its id; may be called once. */
    List<Alert> judge(History history, ReplayWatcher watcher) {
        // What happened tells how far the logs reach, even if no rule matches it.
        shards.forEach(shard -> shard.reach(history.last()));
        long judged = 0;
        try (Cursor events = history.cursor()) {
            for (fetch(events); !nextBatch.isEmpty(); ) {
                batch = nextBatch;
                crew.share(SLICES, this::route);
                starts.forEach(slice -> slice.forEach(feeds::add));
                crew.share(SHARDS + 1, (piece, member) -> {
                    if (piece == 0) {
                        fetch(events); // one thread, while the others judge
                    } else {
                        judge(piece - 1);
                    }
                });
                tell();
                judged += batch.size();
                watcher.judging(judged, history.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was sorted on disk: " + e.getMessage(), e);
        }
        watcher.judging(history.size(), history.size());
        return standing();
    }

    private void fetch(Cursor events) throws IOException {
        List<KeptEvent> next = new ArrayList<>(SLICES * SLICE);
        while (next.size() < SLICES * SLICE) {
            KeptEvent event = events.next();
            if (event == null) {
                break;
            }
            next.add(event);
        }
        nextBatch = next;
    }

    private void route(int slice, int member) {
        RoutedRecords[] out = routed[slice];
        for (RoutedRecords records : out) {
            records.clear();
        }
        Router with = routers.get(member);
        with.starts = starts.get(slice);
        with.starts.clear();
        int end = Math.min(batch.size(), (slice + 1) * SLICE);
        for (int i = slice * SLICE; i < end; i++) {
            batch.get(i).decode(with.event);
            with.router.route(with.event, 0, record -> out[(int) (record.keyLow >>> 58)].add(record));
        }
    }

    private void judge(int number) {
        Shard shard = shards.get(number);
        for (RoutedRecords[] slice : routed) {
            slice[number].forEach(record -> {
                shard.advance(record.time);
                shard.accept(record);
            });
        }
        if (shard.keys() >= sweepAt[number]) {
            shard.sweep();
            sweepAt[number] = Math.max(FEW_KEYS, shard.keys() + shard.keys() / 2);
        }
    }

    private List<Alert> standing() {
        long last =
                batch.isEmpty() ? Long.MIN_VALUE : batch.get(batch.size() - 1).time();
        TreeMap<String, Alert> standing = new TreeMap<>();
        List<TreeMap<String, Alert>> ofShards = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            ofShards.add(new TreeMap<>());
        }
        crew.share(SHARDS, (number, member) -> {
            Shard shard = shards.get(number);
            shard.advance(last);
            if (told != null) {
                shard.sweep();
            }
            ofShards.get(number).putAll(shard.alerts());
        });
        tell();
        ofShards.forEach(standing::putAll);
        return List.copyOf(standing.values());
    }

    private void tell() {
        AlertSink sink = told;
        if (sink != null) {
            for (List<News> ofShard : news) {
                ofShard.forEach(one -> sink.publish(one.alert, one.change));
                ofShard.clear();
            }
        }
    }

    /** How many keys of events that had too many of them were left out. */
    long keysLeftOut() {
        return routers.stream().mapToLong(with -> with.router.keysLeftOut()).sum();
    }

    @Override
    public void close() {
        crew.close();
    }
}
