package io.tokenwatch.flink.pack;

import io.tokenwatch.engine.Plans;
import io.tokenwatch.pack.PackHistory;
import io.tokenwatch.pack.Verdict;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.RulePack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/**
 * What one subtask knows of the packs: the base, those of its checkpoint, and those of the feed, which is read to its end before the
 * first event. All agree, since what becomes of a pack depends on the feed alone. One thread.
 */
public final class KnownPacks implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PackHistory history;
    private final PackFeed.Reader reader;
    private final ListState<byte[]> state;
    private final boolean keeps;
    private final List<PackRecord> accepted = new ArrayList<>();
    private final BiConsumer<PackRecord, Verdict> heard;
    private final Plans plans;

    private KnownPacks(
            RulePack base,
            PackFeed.Reader reader,
            ListState<byte[]> state,
            boolean keeps,
            BiConsumer<PackRecord, Verdict> heard) {
        this.history = new PackHistory(base);
        this.plans = new Plans(history.log());
        this.reader = reader;
        this.state = state;
        this.keeps = keeps;
        this.heard = heard;
    }

    /** The rules of the folder, under the hash that they have as a pack. */
    public static RulePack base(RuleFiles files) {
        return new RulePack(files.compile().rules(), files.hash());
    }

    /**
     * Waits until everything has been read that is there.
     *
     * @param subtask the first one keeps the packs in the checkpoint, for all
     * @param heard hears of each pack that is accepted or refused, also of those from the checkpoint
     * @throws io.tokenwatch.yaml.FaultyFileException if a rule of the base is broken
     */
    public static KnownPacks open(
            RuleFiles base, PackFeed feed, OperatorStateStore store, int subtask, BiConsumer<PackRecord, Verdict> heard)
            throws Exception {
        ListState<byte[]> state = store.getUnionListState(
                new ListStateDescriptor<>("packs", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        RulePack rules = base(base);
        List<PackRecord> known = new ArrayList<>();
        for (byte[] each : state.get()) {
            known.add(PackRecord.decode(each));
        }
        PackFeed.Reader reader = feed.open();
        try {
            KnownPacks packs = new KnownPacks(rules, reader, state, subtask == 0, heard);
            packs.take(known);
            packs.take(reader.toEnd());
            return packs;
        } catch (RuntimeException e) {
            reader.close(); // nobody has us to close
            throw e;
        }
    }

    public Plans plans() {
        return plans;
    }

    public PackLog log() {
        return history.log();
    }

    /** Takes in what has come since; true if that changes anything. Does not wait. */
    public boolean more() {
        return take(reader.more());
    }

    /**
     * Makes sure that the pack with that number is known, as it is to the subtask that routed by it.
     *
     * @throws IllegalStateException if it does not come within 60 s
     */
    public void require(int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!plans.knows(number)) {
            take(reader.toEnd());
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("a record was routed by a pack that the topic does not hold");
            }
        }
    }

    private boolean take(List<PackRecord> records) {
        boolean changed = false;
        for (PackRecord record : records) {
            Verdict verdict = history.offer(record.json(), record.appended());
            if (verdict.fresh()) {
                accepted.add(record);
                changed = true;
            }
            if (verdict.fresh() || !verdict.accepted()) {
                heard.accept(record, verdict);
            }
        }
        if (changed) {
            plans.update(history.log());
        }
        return changed;
    }

    /** To be called with each checkpoint. */
    public void snapshot() throws Exception {
        state.update(keeps ? accepted.stream().map(PackRecord::encode).toList() : List.of());
    }

    @Override
    public void close() {
        reader.close();
    }
}
