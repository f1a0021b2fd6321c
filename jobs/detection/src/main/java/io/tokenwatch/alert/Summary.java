package io.tokenwatch.alert;

import io.tokenwatch.detector.Fact;
import io.tokenwatch.detector.Finding;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Levels;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.state.Evidence;
import io.tokenwatch.state.EvidenceBound;
import io.tokenwatch.state.EvidenceSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a set of findings amounts to: bounded, and a function of the set alone. */
final class Summary {
    /** How many events an alert shows. */
    static final int SHOWN = 20;

    private static final EvidenceBound BOUND = EvidenceBound.of(SHOWN);

    private final EvidenceSet[] samples;
    private final Set<Long> triggers = new HashSet<>();
    private long first = Long.MAX_VALUE;
    private long firstHash;
    private long last = Long.MIN_VALUE;
    private long count;
    /** Tiers of the rule's levels that some finding shows, as bits. */
    private int shown;

    private boolean estimated;
    private boolean truncated;
    private List<Fact> facts = List.of();

    Summary(int steps) {
        samples = new EvidenceSet[steps];
        for (int i = 0; i < steps; i++) {
            samples[i] = new EvidenceSet(BOUND);
        }
    }

    long first() {
        return first;
    }

    long last() {
        return last;
    }

    long count() {
        return count;
    }

    boolean estimated() {
        return estimated;
    }

    /** Whether findings or their evidence may be missing, for want of room. */
    boolean truncated() {
        return truncated;
    }

    void truncated(boolean now) {
        truncated |= now;
    }

    List<Fact> facts() {
        return facts;
    }

    boolean isEmpty() {
        return count == 0;
    }

    Optional<Levels.Tier> reached(Levels levels) {
        return isEmpty() ? Optional.empty() : levels.reached(shown, count);
    }

    Level level(Levels levels) {
        return reached(levels).map(Levels.Tier::level).orElse(levels.base());
    }

    void add(Finding finding, Levels levels) {
        shown |= levels.shown(finding);
        if (finding.count() > 1 || triggers.add(finding.trigger().hash())) {
            count += finding.count();
        }
        estimated |= finding.estimated();
        last = Math.max(last, finding.time());
        earliest(finding.time(), finding.trigger().hash(), finding.facts());
        for (Evidence evidence : finding.evidence()) {
            samples[evidence.step()].add(evidence);
        }
    }

    /** Adds findings that this one does not hold. */
    void add(Summary other) {
        count += other.count;
        shown |= other.shown;
        estimated |= other.estimated;
        truncated |= other.truncated;
        last = Math.max(last, other.last);
        if (!other.isEmpty()) {
            earliest(other.first, other.firstHash, other.facts);
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i].merge(other.samples[i]);
        }
    }

    private void earliest(long time, long hash, List<Fact> why) {
        int order = Long.compare(time, first);
        order = order != 0 ? order : Long.compareUnsigned(hash, firstHash);
        order = order != 0 ? order : why.toString().compareTo(facts.toString()); // one event, two new values
        if (facts.isEmpty() || order < 0) {
            first = time;
            firstHash = hash;
            facts = why;
        }
    }

    /** All evidence if it is not too much; else of each step the earliest and the latest, and then the smallest hashes. */
    List<Evidence> shown() {
        List<Evidence> all = new ArrayList<>();
        List<Evidence> extremes = new ArrayList<>();
        for (int step = 0; step < samples.length; step++) {
            EvidenceSet sample = samples[step];
            for (int i = 0; i < sample.size(); i++) {
                boolean extreme = i == 0 || i == sample.size() - 1;
                (extreme ? extremes : all).add(sample.at(i, step, new Evidence()));
            }
        }
        all.sort(Comparator.comparing(Evidence::hash, Long::compareUnsigned).thenComparing(Evidence::step));
        List<Evidence> shown = new ArrayList<>(extremes);
        shown.addAll(all.subList(0, Math.min(all.size(), Math.max(0, SHOWN - extremes.size()))));
        shown.sort(Comparator.<Evidence>comparingLong(Evidence::time)
                .thenComparing(Evidence::step)
                .thenComparing(Evidence::hash, Long::compareUnsigned));
        return shown;
    }

    /** A number that changes when anything to be shown changes, collisions aside. */
    long fingerprint() {
        BytesOut out = new BytesOut();
        encode(out);
        return com.dynatrace.hash4j.hashing.Hashing.xxh3_64().hashBytesToLong(out.array(), 0, out.size());
    }

    void encode(BytesOut out) {
        out.writeSigned(first);
        out.writeLong(firstHash);
        out.writeSigned(last);
        out.writeVarint(count << 2 | (estimated ? 1 : 0) | (truncated ? 2 : 0));
        out.writeVarint(shown);
        out.writeVarint(facts.size());
        for (Fact fact : facts) {
            out.writeText(fact.feature());
            out.writeText(fact.observed());
            out.writeText(fact.expected());
            out.writeByte(fact.kind().code());
        }
        for (EvidenceSet sample : samples) {
            sample.encode(out);
        }
    }

    static Summary decode(BytesIn in, int steps) {
        Summary summary = new Summary(steps);
        summary.first = in.readSigned();
        summary.firstHash = in.readLong();
        summary.last = in.readSigned();
        long counted = in.readVarint();
        summary.count = counted >>> 2;
        summary.truncated = (counted & 2) != 0;
        summary.estimated = (counted & 1) == 1;
        summary.shown = in.readInt();
        List<Fact> facts = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
            facts.add(new Fact(in.readText(), in.readText(), in.readText(), Fact.Kind.of(in.readByte())));
        }
        summary.facts = List.copyOf(facts);
        for (int i = 0; i < steps; i++) {
            summary.samples[i] = EvidenceSet.decode(in, BOUND);
        }
        return summary;
    }
}
