package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.replay.sort.Cursor;
import io.tokenwatch.replay.sort.EventIdentity;
import io.tokenwatch.replay.sort.KeptEvent;
import io.tokenwatch.replay.sort.SortedEvents;
import io.tokenwatch.replay.sort.Sorter;
import io.tokenwatch.replay.sort.Spill;
import io.tokenwatch.rule.PackLog;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The events of some logs that a rule selects, each once, in order of event time; and what became of all other records. Events
 * that do not fit into the memory that {@link Resources} gives them are on disk, until this is closed.
 */
public final class History implements Engine.Extent, Closeable {
    private final Intake intake;
    private final SortedEvents events;
    private final Spill spill;
    private final int threads;
    private final Collection<Connector> connectors;
    private final SortedMap<String, Long> deadLetters;
    private final SortedMap<String, Long> unknownFields;
    private final List<InputDigest> inputs;
    private final NetworkFacts network;

    private History(
            Intake intake,
            SortedEvents events,
            Spill spill,
            int threads,
            Collection<Connector> connectors,
            SortedMap<String, Long> deadLetters,
            SortedMap<String, Long> unknownFields,
            List<InputDigest> inputs,
            NetworkFacts network) {
        this.intake = intake;
        this.events = events;
        this.spill = spill;
        this.threads = threads;
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
        Resources resources = settings.resources();
        List<Plans> plans = packs.stream().map(Plans::new).toList();
        Path there = resources.spill();
        Spill spill = new Spill(there == null ? results.folder() : there);
        try (Crew crew = new Crew(resources.threads());
                DeadLetters dead = new DeadLetters(results.open(ResultFolder.DEAD_LETTERS))) {
            List<Sorter> sorters = crew.each(() -> new Sorter(spill, resources.memory() / crew.size()));
            List<Intake> intakes = sorters.stream()
                    .map(sorter ->
                            new Intake(plans.stream().map(PackRouter::new).toList(), settings, sorter))
                    .toList();
            Reading reading = new Reading(intakes, crew, settings, watcher);
            reading.read(formats, dead);
            Intake all = intakes.get(0);
            intakes.stream().skip(1).forEach(all::add);
            return new History(
                    all,
                    SortedEvents.of(sorters, spill),
                    spill,
                    resources.threads(),
                    List.copyOf(formats.values()),
                    dead.reasons(),
                    reading.unknownFields(),
                    reading.inputs(),
                    settings.network());
        } catch (IOException | RuntimeException e) {
            spill.close();
            throw e;
        }
    }

    /** How many events were kept, further copies of them included. */
    public long size() {
        return events.size();
    }

    /** How many threads there are to judge them. */
    int threads() {
        return threads;
    }

    /** The events that were kept, in order. */
    Cursor cursor() throws IOException {
        return events.cursor();
    }

    /** Hands on the events that were kept, in order. The event is valid until the consumer returns. */
    public void forEach(Consumer<TokenEvent> out) {
        TokenEvent event = new TokenEvent();
        forEachKept(kept -> {
            kept.decode(event);
            out.accept(event);
        });
    }

    private void forEachKept(Consumer<KeptEvent> out) {
        try (Cursor cursor = cursor()) {
            for (KeptEvent kept = cursor.next(); kept != null; kept = cursor.next()) {
                out.accept(kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what was sorted on disk: " + e.getMessage(), e);
        }
    }

    /** 64 bits in hex of what was kept, the same whatever the order of the events, their duplication and the files they were in. */
    @Override
    public String digest() {
        long[] sum = new long[1];
        forEachKept(event -> sum[0] += EventIdentity.digest(event.time(), event.id(), event.content()));
        return HexFormat.of().toHexDigits(sum[0]);
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
        return intake.counts().records();
    }

    /** Distinct events, whether or not a rule matched them. */
    public long judged() {
        return events.copies().distinct();
    }

    public long duplicates() {
        return intake.taken() - events.copies().distinct();
    }

    public long conflicts() {
        return events.copies().conflicts();
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
        return intake.counts().outside();
    }

    public SortedMap<String, Long> skipped() {
        return intake.counts().skipped();
    }

    public SortedMap<String, Long> unknownFields() {
        return unknownFields;
    }

    /** Records of the period by their event type, every copy counted. */
    public SortedMap<String, Long> eventTypes() {
        return intake.eventTypes();
    }

    /** When the first event of the period happened, whether kept or not; {@link Long#MAX_VALUE} if there is none. */
    @Override
    public long first() {
        return intake.counts().first();
    }

    /** When the last one happened; {@link Long#MIN_VALUE} if there is none. */
    public long last() {
        return intake.counts().last();
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

    /** Whether the events did not fit into the memory that they were given. */
    public boolean isOnDisk() {
        return spill.isUsed();
    }

    /** Removes what is on disk. */
    @Override
    public void close() throws IOException {
        spill.close();
    }
}
