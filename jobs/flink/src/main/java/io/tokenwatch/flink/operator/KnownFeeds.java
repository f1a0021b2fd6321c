package io.tokenwatch.flink.operator;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.rule.PackLog;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;

/** Since when which issuer tells, as one subtask knows it; part of the checkpoint, where what several know is put together. */
public final class KnownFeeds {
    private final ListState<byte[]> state;
    private final Feeds feeds;

    private KnownFeeds(ListState<byte[]> state, Feeds feeds) {
        this.state = state;
        this.feeds = feeds;
    }

    /** @param earlier hears of what was not in the checkpoint */
    public static KnownFeeds restore(OperatorStateStore store, Consumer<Feeds.Start> earlier) throws Exception {
        boolean[] restored = new boolean[1];
        KnownFeeds known = new KnownFeeds(
                store.getUnionListState(
                        new ListStateDescriptor<>("feeds", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)),
                new Feeds(start -> {
                    if (restored[0]) {
                        earlier.accept(start);
                    }
                }));
        for (byte[] each : known.state.get()) {
            BytesIn in = new BytesIn(each);
            in.readByte();
            known.feeds.add(FeedBegun.read(in).start());
        }
        restored[0] = true;
        return known;
    }

    public Feeds feeds() {
        return feeds;
    }

    /** The packs are these by now. */
    public void update(PackLog log) {
        feeds.retain(log.editions().keySet());
    }

    /** To be called with each checkpoint. */
    public void snapshot() throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (Feeds.Start start : feeds.starts()) {
            BytesOut out = new BytesOut();
            new FeedBegun(start).write(out);
            all.add(out.toByteArray());
        }
        state.update(all);
    }
}
