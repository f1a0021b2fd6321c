package io.tokenwatch.replay.cluster;

import io.tokenwatch.detector.Feeds;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.UUID;

/**
 * What tasks that route have learnt of all events, for those that judge, which begin when all routing has ended: since when each teller
 * tells, and when the last event happened that a rule matches. One thread.
 */
final class Heard {
    private final Feeds feeds = new Feeds();
    private long last = Long.MIN_VALUE;

    /** To be told by who routes. */
    Feeds feeds() {
        return feeds;
    }

    void event(long time) {
        last = Math.max(last, time);
    }

    /** When the last event happened that a rule matches, milliseconds since the epoch; {@link Long#MIN_VALUE} if there is none. */
    long last() {
        return last;
    }

    void write(Folder folder) throws IOException {
        BytesOut out = new BytesOut();
        out.writeSigned(last);
        Collection<Feeds.Start> starts = feeds.starts();
        out.writeVarint(starts.size());
        for (Feeds.Start start : starts) {
            String teller = start.teller();
            out.writeSigned(start.state());
            out.writeText(start.tenant());
            out.writeByte(teller == null ? 0 : 1);
            out.writeText(teller == null ? "" : teller);
            out.writeSigned(start.time());
        }
        try (OutputStream file = folder.create(UUID.randomUUID().toString())) {
            file.write(out.array(), 0, out.size());
        }
    }

    /** All that was written there. */
    static Heard read(Folder folder) throws IOException {
        Heard all = new Heard();
        for (String name : folder.files("")) {
            try (InputStream file = folder.open(name)) {
                BytesIn in = new BytesIn(file.readAllBytes());
                all.event(in.readSigned());
                for (int i = in.readInt(); i > 0; i--) {
                    int state = (int) in.readSigned();
                    String tenant = in.readText();
                    boolean named = in.readByte() == 1;
                    String teller = in.readText();
                    all.feeds.add(new Feeds.Start(state, tenant, named ? teller : null, in.readSigned()));
                }
            }
        }
        return all;
    }
}
