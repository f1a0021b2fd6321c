package io.tokenwatch.flink.operator;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/**
 * That somebody's feed, such as an issuer's, has begun, or turned out to begin earlier: the routing sees all events of him, a subtask of the judging
 * those of its keys alone.
 */
public record FeedBegun(Feeds.Start start) implements Notice {
    static final int KIND = 2;

    @Override
    public void write(BytesOut out) {
        out.writeByte(KIND);
        out.writeLong(start.state());
        out.writeText(start.tenant());
        String teller = start.teller();
        out.writeByte(teller == null ? 0 : 1);
        out.writeText(teller == null ? "" : teller);
        out.writeSigned(start.time());
    }

    static FeedBegun read(BytesIn in) {
        int state = (int) in.readLong();
        String tenant = in.readText();
        boolean one = in.readByte() == 1;
        String text = in.readText();
        @Nullable String teller = one ? text : null;
        return new FeedBegun(new Feeds.Start(state, tenant, teller, in.readSigned()));
    }
}
