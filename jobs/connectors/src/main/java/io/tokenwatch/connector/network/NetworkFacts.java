package io.tokenwatch.connector.network;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.Shape;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.selection.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills the network fields of events from databases in the MaxMind format: what an event says itself stays, and of several
 * databases the first that knows counts. For one thread.
 */
public final class NetworkFacts {
    /** So many addresses are remembered, those used last. */
    private static final int REMEMBERED = 64 * 1024;

    private final List<NetworkDatabase> databases;
    private final Map<String, NetworkFact> known = new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, NetworkFact> eldest) {
            return size() > REMEMBERED;
        }
    };

    private NetworkFacts(List<NetworkDatabase> databases) {
        this.databases = databases;
    }

    /** Fills nothing. */
    public static NetworkFacts none() {
        return new NetworkFacts(List.of());
    }

    /** @throws java.io.UncheckedIOException if one is no such database or cannot be read; the message says which */
    public static NetworkFacts open(List<Path> files) {
        return new NetworkFacts(files.stream().map(NetworkDatabase::new).toList());
    }

    /** Fills what the event lacks, by its {@code src.ip}. */
    public void fill(TokenEvent event) {
        if (databases.isEmpty()) {
            return;
        }
        String address = event.text(Field.SRC_IP);
        if (address != null) {
            known.computeIfAbsent(address, this::lookUp).fill(event);
        }
    }

    /** What a source can say, with what is filled where it says an address. */
    public List<Shape> with(List<Shape> shapes) {
        Set<Field> fills = EnumSet.noneOf(Field.class);
        databases.forEach(database -> fills.addAll(database.fills()));
        return filled(shapes, fills);
    }

    /** The same, with databases that know everything. */
    public static List<Shape> atBest(List<Shape> shapes) {
        return filled(
                shapes, EnumSet.of(Field.SRC_ASN, Field.SRC_AS_TYPE, Field.SRC_COUNTRY, Field.SRC_LAT, Field.SRC_LON));
    }

    private static List<Shape> filled(List<Shape> shapes, Set<Field> fills) {
        return shapes.stream().map(shape -> filled(shape, fills)).toList();
    }

    private static Shape filled(Shape shape, Set<Field> fills) {
        if (!shape.has(Field.SRC_IP)) {
            return shape;
        }
        Map<Field, Set<String>> fields = new EnumMap<>(Field.class);
        fills.forEach(field -> fields.put(field, Set.of()));
        fields.putAll(shape.fields());
        return new Shape(fields);
    }

    /** The databases, in order. */
    public List<NetworkSource> sources() {
        return databases.stream().map(NetworkDatabase::source).toList();
    }

    private NetworkFact lookUp(String text) {
        byte[] bytes = Address.parse(text);
        if (bytes == null) {
            return NetworkFact.NONE;
        }
        NetworkFact fact = NetworkFact.NONE;
        try {
            InetAddress address = InetAddress.getByAddress(bytes);
            for (NetworkDatabase database : databases) {
                fact = fact.or(database.of(address));
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four or sixteen bytes are an address", e);
        }
        return fact;
    }
}
