package io.tokenwatch.replay;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.engine.Prospects;
import io.tokenwatch.engine.RoutedRecords;
import io.tokenwatch.engine.Shard;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.keys.KeyedRecords;
import io.tokenwatch.replay.sort.Cursor;
import io.tokenwatch.replay.sort.KeptEvent;
import io.tokenwatch.rule.PackLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Judges a history on several threads, in two passes. First all events are routed, batch by batch, each thread a slice; what is routed
 * is kept, divided by key. Then part after part is judged, with the state of no other key in memory. What comes of it does not depend on how many
 * threads there are: batches, slices and parts are the same for any number.
 */
final class Shards implements AutoCloseable {
    private static final int SLICES = 64;
    private static final int SLICE = 256;
    /** So many parts are judged before it is told what came of them, if anybody wants to hear of it. */
    private static final int ROUND = 16;

    private static final int FEW_KEYS = 2_048;
    private static final int STEP = 65_536;

    /** A change that somebody is to hear of when the round is judged. */
    private record News(Alert alert, Change change) {}

    private final History history;
    private final ReplayWatcher watcher;
    private final Plans plans;
    private final Crew crew;
    private final Feeds feeds = new Feeds();
    private final @Nullable AlertSink told;
    private final KeyedRecords records;
    private final List<Router> routers;
    private final RoutedRecords[][] routed = new RoutedRecords[SLICES][KeyedRecords.PARTS];
    private final List<List<Feeds.Start>> starts = new ArrayList<>();
    private final AtomicLong kept = new AtomicLong();
    private List<KeptEvent> batch = List.of();
    private List<KeptEvent> nextBatch = List.of();
    private long last = Long.MIN_VALUE;
    private long judged;

    /** What one thread routes with. */
    private static final class Router {
        private final TokenEvent event = new TokenEvent();
        private final PackRouter router;
        /** Where feeds that begin are written down. */
        private List<Feeds.Start> starts = new ArrayList<>();

        Router(Plans plans, @Nullable Prospects prospects) {
            router = new PackRouter(plans, new Feeds(start -> starts.add(start)), prospects);
        }
    }

    /** @param told hears of every change of an alert, on the thread that calls {@link #judge} */
    Shards(PackLog log, History history, ReplayWatcher watcher, @Nullable AlertSink told) {
        this.history = history;
        this.watcher = watcher;
        this.crew = new Crew(history.resources().threads());
        this.told = told;
        this.plans = new Plans(log);
        this.records = new KeyedRecords(history.spill(), history.resources().memory());
        this.routers = crew.each(() -> new Router(plans, history.prospects(log)));
        for (int slice = 0; slice < SLICES; slice++) {
            starts.add(new ArrayList<>());
            for (int part = 0; part < KeyedRecords.PARTS; part++) {
                routed[slice][part] = new RoutedRecords();
            }
        }
    }

    /** Every alert that stands at the end, by its id; may be called once. */
    List<Alert> judge() {
        long done = 0;
        try (Cursor events = history.cursor()) {
            for (fetch(events); !nextBatch.isEmpty(); ) {
                batch = nextBatch;
                crew.share(SLICES + 1, (piece, member) -> {
                    if (piece == 0) {
                        fetch(events); // one thread, while the others route
                    } else {
                        route(piece - 1, member);
                    }
                });
                starts.forEach(slice -> slice.forEach(feeds::add));
                crew.share(SLICES, (piece, member) -> keep(piece));
                last = batch.get(batch.size() - 1).time();
                done += batch.size();
                watcher.routing(done, history.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was sorted on disk: " + e.getMessage(), e);
        }
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
        Router with = routers.get(member);
        with.starts = starts.get(slice);
        with.starts.clear();
        int end = Math.min(batch.size(), (slice + 1) * SLICE);
        for (int i = slice * SLICE; i < end; i++) {
            KeptEvent event = batch.get(i);
            event.decode(with.event);
            with.router.route(
                    with.event, event.met(), 0, record -> out[KeyedRecords.partOf(record.keyLow)].add(record));
        }
    }

    /** Keeps what was routed to some of the parts, slice after slice. */
    private void keep(int piece) throws IOException {
        for (int part = piece; part < KeyedRecords.PARTS; part += SLICES) {
            for (RoutedRecords[] slice : routed) {
                kept.addAndGet(slice[part].count());
                records.add(part, slice[part]);
                slice[part].clear();
            }
        }
    }

    private List<Alert> standing() {
        TreeMap<String, Alert> standing = new TreeMap<>();
        List<List<News>> news = new ArrayList<>();
        int round = told == null ? KeyedRecords.PARTS : ROUND;
        for (int i = 0; i < round; i++) {
            news.add(new ArrayList<>());
        }
        for (int first = 0; first < KeyedRecords.PARTS; first += round) {
            int from = first;
            crew.share(round, (piece, member) -> {
                SortedMap<String, Alert> ofPart = judge(from + piece, news.get(piece));
                synchronized (standing) {
                    standing.putAll(ofPart);
                }
            });
            news.forEach(this::tell);
        }
        judged(0);
        return List.copyOf(standing.values());
    }

    /** Tells how far it is, as a share of the events: a record is what many of them have come to. */
    private synchronized void judged(long more) {
        judged += more;
        long all = Math.max(judged, kept.get());
        watcher.judging(all == 0 ? history.size() : (long) ((double) history.size() * judged / all), history.size());
    }

    /** Judges one part with nothing but its own keys in memory. */
    private SortedMap<String, Alert> judge(int part, List<News> news) throws IOException {
        Shard shard = new Shard(
                plans,
                feeds,
                told == null ? (alert, change) -> {} : (alert, change) -> news.add(new News(alert, change)));
        // What happened tells how far the logs reach, even if no rule matches it.
        shard.reach(history.sums().last());
        int[] since = new int[1];
        int[] sweepAt = {FEW_KEYS};
        records.drain(part, record -> {
            if (++since[0] == STEP) {
                judged(STEP);
                since[0] = 0;
            }
            shard.advance(record.time);
            shard.accept(record);
            if (shard.keys() >= sweepAt[0]) {
                shard.sweep();
                sweepAt[0] = Math.max(FEW_KEYS, 2 * shard.keys());
            }
        });
        shard.advance(last);
        if (told != null) {
            shard.sweep();
        }
        judged(since[0]);
        return shard.alerts();
    }

    private void tell(List<News> news) {
        AlertSink sink = told;
        if (sink != null) {
            news.forEach(one -> sink.publish(one.alert, one.change));
            news.clear();
        }
    }

    /** How many keys of events that had too many of them were left out. */
    long keysLeftOut() {
        return routers.stream().mapToLong(with -> with.router.keysLeftOut()).sum();
    }

    @Override
    public void close() throws IOException {
        crew.close();
        records.close();
    }
}
