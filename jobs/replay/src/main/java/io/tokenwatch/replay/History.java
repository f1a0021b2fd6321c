package io.tokenwatch.replay;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.rule.PackLog;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/**
 * The events of some logs that a rule matches, each once, in order of event time; and what became of all other records. The
 * events are in memory, some 300 bytes each.
 */
public final class History {
    private final Intake intake;
    private final List<KeptEvent> kept;
    private final Collection<Connector> connectors;
    private final SortedMap<String, Long> deadLetters;
    private final SortedMap<String, Long> unknownFields;
    private final List<InputDigest> inputs;
    private final NetworkFacts network;

    private History(
            Intake intake,
            Collection<Connector> connectors,
            SortedMap<String, Long> deadLetters,
            SortedMap<String, Long> unknownFields,
            List<InputDigest> inputs,
            NetworkFacts network) {
        this.intake = intake;
        this.kept = intake.kept();
        this.connectors = connectors;
        this.deadLetters = deadLetters;
        this.unknownFields = unknownFields;
        this.inputs = List.copyOf(inputs);
        this.network = network;
    }

    /**
     * Reads the inputs.
     *
     * @param formats of each input, see {@link Formats}
     * @param packs logs of them, whose rules decide which events are kept
     * @throws java.io.UncheckedIOException if an input cannot be read
     * @throws IOException if a dead letter cannot be written
     */
    public static History read(
            Map<Input, Connector> formats,
            List<PackLog> packs,
            ReplaySettings settings,
            ReplayWatcher watcher,
            ResultFolder results)
            throws IOException {
        List<PackRouter> routers =
                packs.stream().map(log -> new PackRouter(new Plans(log))).toList();
        Intake intake = new Intake(routers, settings);
        Reading reading = new Reading(intake, settings, watcher);
        try (DeadLetters dead = new DeadLetters(results.open(ResultFolder.DEAD_LETTERS))) {
            reading.read(formats, dead);
            return new History(
                    intake,
                    List.copyOf(formats.values()),
                    dead.reasons(),
                    reading.unknownFields(),
                    reading.inputs(),
                    settings.network());
        }
    }

    /** How many events were kept. */
    public int size() {
        return kept.size();
    }

    /** The events that were kept, in order, with their number. The event is valid until the consumer returns. */
    public void forEach(ObjIntConsumer<TokenEvent> out) {
        TokenEvent event = new TokenEvent();
        for (int i = 0; i < kept.size(); i++) {
            intake.restore(kept.get(i), event);
            out.accept(event, i);
        }
    }

    /** 64 bits in hex of what was kept, the same whatever the order of the events, their duplication and the files they were in. */
    public String digest() {
        HashStream64 hash = Hashing.xxh3_64().hashStream();
        for (KeptEvent event : kept) {
            hash.putLong(event.time()).putLong(event.id()).putLong(event.content());
        }
        return HexFormat.of().toHexDigits(hash.getAsLong());
    }

    /** What became of all records. */
    public Sums sums() {
        return new Sums(
                records(),
                judged(),
                duplicates(),
                conflicts(),
                deadLettersByReason(),
                outsidePeriod(),
                skipped(),
                unknownFields(),
                inputs(),
                first(),
                last());
    }

    public long records() {
        return intake.records();
    }

    /** Distinct events, whether or not a rule matched them. */
    public long judged() {
        return intake.judged();
    }

    public long duplicates() {
        return intake.duplicates();
    }

    public long conflicts() {
        return intake.conflicts();
    }

    public long deadLetters() {
        return deadLetters.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How many dead letters there are for each reason. */
    public SortedMap<String, Long> deadLettersByReason() {
        return deadLetters;
    }

    /** What was read, in that order. */
    public List<InputDigest> inputs() {
        return inputs;
    }

    public long outsidePeriod() {
        return intake.outside();
    }

    public SortedMap<String, Long> skipped() {
        return intake.skipped();
    }

    public SortedMap<String, Long> unknownFields() {
        return unknownFields;
    }

    /** Records of the period by their event type, every copy counted. */
    public SortedMap<String, Long> eventTypes() {
        return intake.eventTypes();
    }

    /** When the first event of the period happened, whether kept or not; {@link Long#MAX_VALUE} if there is none. */
    public long first() {
        return intake.first();
    }

    /** When the last one happened; {@link Long#MIN_VALUE} if there is none. */
    public long last() {
        return intake.last();
    }

    /** What filled the network fields. */
    public NetworkFacts network() {
        return network;
    }

    /** Of all inputs. */
    public Collection<Connector> connectors() {
        return connectors;
    }

    /** The formats of all inputs, in alphabetical order. */
    public Collection<String> formats() {
        return new TreeSet<>(connectors.stream().map(Connector::format).toList());
    }
}
