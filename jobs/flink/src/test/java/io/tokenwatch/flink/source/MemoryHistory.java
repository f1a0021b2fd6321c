package io.tokenwatch.flink.source;

import io.tokenwatch.event.TokenEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Parts in this process. An event's place tells when it was appended: at its own time. */
public final class MemoryHistory implements ArrivalHistory {
    private static final long serialVersionUID = 1L;

    /** Most that one reading hands out. */
    private static final int SLICE = 7;

    private final transient Map<Part, List<TokenEvent>> parts =
            new TreeMap<>(java.util.Comparator.comparing(Part::topic).thenComparing(Part::partition));
    private int opened;

    public MemoryHistory(int partitions) {
        for (int i = 0; i < partitions; i++) {
            parts.put(new Part("t", i), new CopyOnWriteArrayList<>());
        }
    }

    public void append(int partition, TokenEvent event) {
        events(new Part("t", partition)).add(event);
    }

    private List<TokenEvent> events(Part part) {
        return Objects.requireNonNull(parts.get(part));
    }

    /** How many readers there have been. */
    public int opened() {
        return opened;
    }

    @Override
    public Reader open() {
        opened++;
        return new Reader() {
            private final Map<Part, Long> next = new HashMap<>();
            private final Set<Part> left = new HashSet<>();
            private final Arrival arrival = new Arrival();

            @Override
            public List<Part> parts() {
                return List.copyOf(parts.keySet());
            }

            @Override
            public void begin(Map<Part, Long> from, long since) {
                from.forEach((part, offset) -> next.put(part, offset < 0 ? first(events(part), since) : offset));
            }

            private static long first(List<TokenEvent> events, long since) {
                long first = 0;
                while (first < events.size() && events.get((int) first).eventTime() < since) {
                    first++;
                }
                return first;
            }

            @Override
            public Map<Part, Long> ends(Collection<Part> of) {
                Map<Part, Long> ends = new HashMap<>();
                of.forEach(part -> ends.put(part, (long) events(part).size()));
                return ends;
            }

            @Override
            public int read(Consumer<Arrival> out) {
                int read = 0;
                for (Part part : List.copyOf(next.keySet())) {
                    List<TokenEvent> events = events(part);
                    while (!left.contains(part) && next(part) < events.size() && read < SLICE) {
                        long offset = next(part);
                        next.put(part, offset + 1);
                        arrival.at(part.topic(), part.partition(), offset, 0);
                        EventForm.copy(events.get((int) offset), arrival.event());
                        out.accept(arrival);
                        read++;
                    }
                }
                return read;
            }

            @Override
            public long next(Part part) {
                return Objects.requireNonNull(next.get(part));
            }

            @Override
            public void leave(Part part) {
                left.add(part);
            }

            @Override
            public void close() {}
        };
    }
}
