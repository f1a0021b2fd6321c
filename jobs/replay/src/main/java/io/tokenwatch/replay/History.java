package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;
import io.tokenwatch.connector.network.NetworkFacts;
import io.tokenwatch.detector.Feeds;
import io.tokenwatch.engine.PackRouter;
import io.tokenwatch.engine.Plans;
import io.tokenwatch.engine.Prospects;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of some logs that a rule selects, each once, in order of event time; and what became of all other records. Events
 * that do not fit into the memory that {@link Resources} gives them are on disk, until this is closed.
 */
public final class History implements Engine.Extent, Closeable {
    /** Of the memory for events that wait, one part in so many is for sorting them; as much as all of it is for what the keys meet. */
    private static final int SHARE_OF_EVENTS = 2;

    private final Sums sums;
    private final SortedEvents events;
    private final Map<PackLog, Prospects> prospects;
    private final Spill spill;
    private final Resources resources;
    private final Collection<Connector> connectors;
    private final SortedMap<String, Long> eventTypes;
    private final NetworkFacts network;

    private History(
            Sums sums,
            SortedEvents events,
            Map<PackLog, Prospects> prospects,
            Spill spill,
            Collection<Connector> connectors,
            SortedMap<String, Long> eventTypes,
            ReplaySettings settings) {
        this.sums = sums;
        this.events = events;
        this.prospects = prospects;
        this.spill = spill;
        this.resources = settings.resources();
        this.connectors = List.copyOf(connectors);
        this.eventTypes = eventTypes;
        this.network = settings.network();
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
        Map<PackLog, Prospects> prospects = new HashMap<>();
        long forProspects = resources.memory();
        packs.forEach(log -> prospects.put(log, new Prospects(forProspects / packs.size())));
        long forEvents = resources.memory() / SHARE_OF_EVENTS;
        List<Plans> plans = packs.stream().map(Plans::new).toList();
        Path there = resources.spill();
        Spill spill = new Spill(there == null ? results.folder() : there);
        try (Crew crew = new Crew(resources.threads());
                DeadLetters dead = new DeadLetters(results.open(ResultFolder.DEAD_LETTERS))) {
            List<Sorter> sorters = crew.each(() -> new Sorter(spill, forEvents / crew.size()));
            List<Intake> intakes = sorters.stream()
                    .map(sorter -> new Intake(routers(packs, plans, prospects), settings, sorter))
                    .toList();
            Reading reading = new Reading(intakes, crew, settings, watcher);
            reading.read(formats, dead);
            Intake all = intakes.get(0);
            intakes.stream().skip(1).forEach(all::add);
            SortedEvents events = SortedEvents.of(sorters, spill);
            if (events.copies().conflicts() > 0) {
                prospects.values().forEach(Prospects::copiesDiffer);
            }
            prospects
                    .values()
                    .forEach(known ->
                            known.reach(all.counts().first(), all.counts().last()));
            Sums sums = new Sums(
                    all.counts().records(),
                    events.copies().distinct(),
                    all.taken() - events.copies().distinct(),
                    events.copies().conflicts(),
                    dead.reasons(),
                    all.counts().outside(),
                    all.counts().skipped(),
                    reading.unknownFields(),
                    reading.inputs(),
                    all.counts().first(),
                    all.counts().last());
            return new History(sums, events, prospects, spill, formats.values(), all.eventTypes(), settings);
        } catch (IOException | RuntimeException e) {
            spill.close();
            throw e;
        }
    }

    private static List<PackRouter> routers(List<PackLog> packs, List<Plans> plans, Map<PackLog, Prospects> prospects) {
        List<PackRouter> routers = new ArrayList<>();
        for (int i = 0; i < packs.size(); i++) {
            routers.add(new PackRouter(plans.get(i), new Feeds(), prospects.get(packs.get(i))));
        }
        return routers;
    }

    /** How many events were kept, further copies of them included. */
    public long size() {
        return events.size();
    }

    /** What there is to judge them with. */
    Resources resources() {
        return resources;
    }

    /** Where what does not fit into memory may be until this is closed. */
    Spill spill() {
        return spill;
    }

    /** What the keys meet by that very log of packs; null if it is none of those that the inputs were read for. */
    @Nullable
    Prospects prospects(PackLog log) {
        return prospects.get(log);
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
        return sums;
    }

    @Override
    public long first() {
        return sums.first();
    }

    /** Records of the period by their event type, every copy counted. */
    public SortedMap<String, Long> eventTypes() {
        return eventTypes;
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

    /** Removes what is on disk. */
    @Override
    public void close() throws IOException {
        spill.close();
    }
}
