package io.tokenwatch.flink.pack;

import java.io.Serializable;
import java.util.List;

/** Where packs are published: a log that keeps all of them, in one order. Travels with the job; each subtask reads it itself. */
@FunctionalInterface
public interface PackFeed extends Serializable {
    /** A reader that begins with the first pack. For one thread. */
    Reader open();

    /** No packs but the base. */
    static PackFeed none() {
        return () -> new Reader() {
            @Override
            public List<PackRecord> toEnd() {
                return List.of();
            }

            @Override
            public List<PackRecord> more() {
                return List.of();
            }

            @Override
            public void close() {}
        };
    }

    /** Reads the log onwards. */
    interface Reader extends AutoCloseable {
        /** What follows, up to where the log ends now; waits for it as long as it takes. */
        List<PackRecord> toEnd();

        /** What follows and is here already; does not wait. */
        List<PackRecord> more();

        @Override
        void close();
    }
}
