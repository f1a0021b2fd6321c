package io.tokenwatch.flink.source;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The events of the job's source once more, as far back as they are kept. Travels with the job; each subtask reads by itself. */
public interface ArrivalHistory extends Serializable {
    /** One ordered part, such as a partition of a topic. */
    record Part(String topic, int partition) {}

    /** A reader that has no part yet. For one thread. */
    Reader open();

    /** No history: nothing is kept. */
    static ArrivalHistory none() {
        return () -> new Reader() {
            @Override
            public List<Part> parts() {
                return List.of();
            }

            @Override
            public void begin(Map<Part, Long> next, long since) {}

            @Override
            public Map<Part, Long> ends(Collection<Part> parts) {
                return Map.of();
            }

            @Override
            public int read(Consumer<Arrival> out) {
                return 0;
            }

            @Override
            public long next(Part part) {
                return 0;
            }

            @Override
            public void leave(Part part) {}

            @Override
            public void close() {}
        };
    }

    /** Reads some parts onwards. Whatever waits for a server says so by {@link org.apache.kafka.common.errors.RetriableException}. */
    interface Reader extends AutoCloseable {
        /** All parts that there are now. */
        List<Part> parts();

        /**
         * Chooses the parts to be read, and where.
         *
         * @param next offset of the next record of each; negative where it begins
         * @param since begins with what was appended then (ms since the epoch); the smallest number: with all that is kept
         */
        void begin(Map<Part, Long> next, long since);

        /** Offset after the last record of each, as of now. */
        Map<Part, Long> ends(Collection<Part> parts);

        /**
         * Hands out some of what follows, in no order of the parts; does not wait. An arrival is valid until the consumer returns.
         *
         * @return how many
         */
        int read(Consumer<Arrival> out);

        /** Offset of the record that {@link #read} will hand out next. */
        long next(Part part);

        /** No more of that part. */
        void leave(Part part);

        @Override
        void close();
    }
}
