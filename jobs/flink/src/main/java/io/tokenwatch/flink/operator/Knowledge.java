package io.tokenwatch.flink.operator;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.Holds;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.flink.pack.KnownPacks;
import io.tokenwatch.flink.pack.PackNews;
import io.tokenwatch.rule.PackLog;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/** What a subtask of the judging knows beside its keys: the packs, since when what is known, which states are still being fed. */
final class Knowledge implements AutoCloseable {
    private final KnownPacks packs;
    private final Coverage coverage;
    private final KnownFeeds feeds;
    private final Feeding feeding;
    private final String runId;
    private final boolean speaks;
    private Consumer<Holds> changed = holds -> {};
    private @Nullable PackLog learned;

    private Knowledge(
            KnownPacks packs, Coverage coverage, KnownFeeds feeds, Feeding feeding, String runId, boolean speaks) {
        this.packs = packs;
        this.coverage = coverage;
        this.feeds = feeds;
        this.feeding = feeding;
        this.runId = runId;
        this.speaks = speaks;
    }

    /** @param speaks whether this subtask tells people, for all */
    static Knowledge restore(OperatorStateStore store, KnownPacks packs, DetectSettings settings, boolean speaks)
            throws Exception {
        return new Knowledge(
                packs,
                Coverage.restore(store),
                KnownFeeds.restore(store, start -> {}),
                Feeding.restore(store, settings.latenessMillis()),
                settings.runId(),
                speaks);
    }

    /** From now on, and at once, that hears which states are held. */
    void onChange(Consumer<Holds> listener) {
        changed = listener;
        learn();
        changed.accept(feeding.holds());
    }

    Plans plans() {
        return packs.plans();
    }

    Feeds feeds() {
        return feeds.feeds();
    }

    /** How many rules are being fed. */
    int fedRules() {
        return feeding.rules();
    }

    boolean isFed(String rule) {
        return feeding.isHeld(rule);
    }

    /**
     * Makes sure that the pack is known that a record was routed by.
     *
     * @return whether it was routed because of what happened before its rules were in force
     */
    boolean require(int number) {
        packs.require(number);
        learn();
        return feeding.isBackfill(number);
    }

    void lookForPacks() {
        packs.more();
        learn();
    }

    @SuppressWarnings("ReferenceEquality") // a log never changes; this is asked for many a record
    private void learn() {
        PackLog log = packs.log();
        if (log != learned) {
            learned = log;
            feeding.update(log);
            feeds.update(log);
            changed.accept(feeding.holds());
        }
    }

    void take(Notice notice) {
        if (notice instanceof FeedBegun begun) {
            feeds.feeds().add(begun.start());
        } else if (notice instanceof HistoryRead read) {
            require(read.number());
            if (feeding.heard(read) && speaks) {
                PackNews.say(runId, feeding.story(read.number()));
            }
            changed.accept(feeding.holds());
        }
    }

    /** A timely event, read in the ordinary way. */
    void saw(long time) {
        coverage.saw(time);
    }

    boolean warm(Alert alert) {
        int state = alert.rule().shape();
        return alert.warm(feeding.since(state, packs.plans().inForceSince(state, alert.time()), coverage.since()));
    }

    /** Of the pack in force at that time. */
    String packHash(long time) {
        return packs.plans().at(time).pack().hash();
    }

    void snapshot() throws Exception {
        packs.snapshot();
        coverage.snapshot();
        feeds.snapshot();
        feeding.snapshot();
    }

    @Override
    public void close() {
        packs.close();
    }
}
