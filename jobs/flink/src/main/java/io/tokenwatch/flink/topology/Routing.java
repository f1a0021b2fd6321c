package io.tokenwatch.flink.topology;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.engine.Prospects;
import io.tokenwatch.engine.Routed;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.flink.operator.RoutedRecord;
import io.tokenwatch.flink.pack.KnownPacks;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Routes events of one subtask. Reuses the record that it hands out. */
public final class Routing {
    private final PackRouter router;
    private final RoutedRecord record = new RoutedRecord();
    private final Feeds feeds;
    private final Consumer<Routed> wrap = this::send;
    private Consumer<RoutedRecord> receiver = record -> {};

    public Routing(RuleFiles files) {
        this(new Plans(PackLog.of(KnownPacks.base(files))));
    }

    public Routing(Plans plans) {
        this(plans, new Feeds());
    }

    /** @param feeds is told of what shows that an issuer tells */
    public Routing(Plans plans, Feeds feeds) {
        this(plans, feeds, null);
    }

    /** @param prospects what the keys of all events meet, by which most of them are left out; null if that is not known */
    public Routing(Plans plans, Feeds feeds, @Nullable Prospects prospects) {
        this.feeds = feeds;
        this.router = new PackRouter(plans, feeds, prospects);
    }

    /** See {@link Feeds#leftOut}. */
    public long feedsLeftOut() {
        return feeds.leftOut();
    }

    /** Routes an event of the past, see {@link PackRouter#backfill}. */
    public void backfill(int number, TokenEvent event, Consumer<RoutedRecord> out) {
        receiver = out;
        router.backfill(number, event, 0, wrap);
    }

    /** The plans have changed. */
    public void update() {
        router.update();
    }

    /** See {@link PackRouter#keysLeftOut}. */
    public long keysLeftOut() {
        return router.keysLeftOut();
    }

    /** @param appendTime when the event was appended to its log (ms since the epoch); 0 if unknown */
    public void route(TokenEvent event, long appendTime, Consumer<RoutedRecord> out) {
        receiver = out;
        router.route(event, appendTime, wrap);
    }

    /** See {@link PackRouter#route(TokenEvent, int, long, Consumer)}. */
    public void route(TokenEvent event, int met, long appendTime, Consumer<RoutedRecord> out) {
        receiver = out;
        router.route(event, met, appendTime, wrap);
    }

    private void send(Routed routed) {
        receiver.accept(record.over(routed));
    }
}
