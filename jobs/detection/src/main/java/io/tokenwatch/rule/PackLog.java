package io.tokenwatch.rule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which pack is in force when, in event time: a base since ever, then each pack from its time on until that of the next. Immutable.
 *
 * <p>It also says which editions of a rule share a state: those of one shape, unless a change said {@code on_change: reset}, or the
 * shape was out of force for longer than {@link #KEPT}; and which states begin with what happened before they did
 * ({@code on_change: backfill}).
 */
public final class PackLog {
    /** The state of a shape that no pack has any more is found again if the shape returns within this time. */
    public static final Duration KEPT = Duration.ofDays(30);

    /**
     * A pack in force.
     *
     * @param from event time from which on, milliseconds since the epoch
     * @param number a function of pack and time: what a routed record says it was routed by; 0 is the base
     * @param backfilled those of its rules whose state begins here and is made of what happened before as well
     */
    public record Tenure(long from, int number, RulePack pack, List<Rule> backfilled) {
        /** What a record says that was routed to the backfilled rules because of what happened before. */
        public int backfillNumber() {
            return Digest.int32("backfill " + pack.hash() + "@" + from);
        }
    }

    private record Entry(long from, RulePack pack) {}

    /** Of a shape of one rule: the key of its state, and until when it was in force. */
    private record Known(int stateKey, long until, boolean givenUp) {}

    private final List<Entry> entries;
    private final List<Tenure> tenures;
    private final Map<Integer, Editions> editions;

    private PackLog(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.tenures = new StateKeys().tenures(inForce(entries));
        this.editions = editions(tenures);
    }

    /** Of several with one time the last, which alone is ever in force. */
    private static List<Entry> inForce(List<Entry> entries) {
        List<Entry> last = new ArrayList<>();
        for (Entry entry : entries) {
            if (!last.isEmpty() && last.get(last.size() - 1).from == entry.from) {
                last.remove(last.size() - 1);
            }
            last.add(entry);
        }
        return last;
    }

    public static PackLog of(RulePack base) {
        return new PackLog(List.of(new Entry(Long.MIN_VALUE, base)));
    }

    /**
     * With another pack from that time on. Of two with the same time, the one added later is in force.
     *
     * @throws IllegalArgumentException if two rules would share a state by accident
     */
    public PackLog with(long from, RulePack pack) {
        if (contains(from, pack.hash())) {
            return this;
        }
        List<Entry> all = new ArrayList<>(entries);
        all.add(new Entry(from, share(pack)));
        all.sort(Comparator.comparingLong(Entry::from)); // stable: later ones of the same time stay behind
        return new PackLog(all);
    }

    public boolean contains(long from, String hash) {
        return entries.stream().anyMatch(e -> e.from == from && e.pack.hash().equals(hash));
    }

    /** In the order of their times. */
    public List<Tenure> tenures() {
        return tenures;
    }

    /** The one in force at that time (ms since the epoch). */
    public Tenure at(long time) {
        Tenure current = tenures.get(0);
        for (Tenure tenure : tenures) {
            current = tenure.from <= time ? tenure : current;
        }
        return current;
    }

    /** The editions that share a state, by the key of the state. */
    public Map<Integer, Editions> editions() {
        return editions;
    }

    /** Every rule that is judged at some time, once by its id. */
    public List<Rule> everActive() {
        Map<String, Rule> byId = new HashMap<>();
        tenures.forEach(tenure -> tenure.pack.active().forEach(rule -> byId.put(rule.id(), rule)));
        return byId.values().stream().sorted(Comparator.comparing(Rule::id)).toList();
    }

    /** With the rules that are here already in place of equal ones. */
    private RulePack share(RulePack pack) {
        Map<String, Rule> known = new HashMap<>();
        entries.forEach(entry -> entry.pack.rules().forEach(rule -> known.put(rule.content(), rule)));
        return new RulePack(
                pack.rules().stream()
                        .map(rule -> {
                            Rule twin = known.get(rule.content());
                            boolean equal = twin != null
                                    && twin.shape() == rule.shape()
                                    && twin.steps().equals(rule.steps());
                            return equal ? twin : rule;
                        })
                        .toList(),
                pack.hash());
    }

    private static Map<Integer, Editions> editions(Collection<Tenure> tenures) {
        Map<Integer, @Nullable Rule[]> byKey = new HashMap<>();
        List<Long> from = tenures.stream().map(Tenure::from).toList();
        int index = 0;
        for (Tenure tenure : tenures) {
            for (Rule rule : tenure.pack.active()) {
                @Nullable Rule[] row = byKey.computeIfAbsent(rule.shape(), key -> new Rule[from.size()]);
                row[index] = rule;
                for (Rule other : row) {
                    if (other != null && !other.id().equals(rule.id())) {
                        throw new IllegalArgumentException("the rules " + other.id() + " and " + rule.id()
                                + " have one shape by accident: change the max_evidence of one of them");
                    }
                }
            }
            index++;
        }
        Map<Integer, Editions> editions = new HashMap<>();
        Map<String, List<Integer>> begins = new HashMap<>();
        byKey.values().forEach(row -> {
            int first = first(row);
            begins.computeIfAbsent(Objects.requireNonNull(row[first]).id(), id -> new ArrayList<>())
                    .add(first);
        });
        byKey.forEach(
                (key, row) -> editions.put(key, Editions.of(from, Arrays.asList(row), afterAnother(row, begins))));
        return Map.copyOf(editions);
    }

    /** For each tenure, whether the rule of that row had another state in an earlier one. */
    private static List<Boolean> afterAnother(@Nullable Rule[] own, Map<String, List<Integer>> begins) {
        int first = first(own);
        String id = Objects.requireNonNull(own[first]).id();
        List<Integer> others = new ArrayList<>(begins.getOrDefault(id, List.of()));
        others.remove((Integer) first);
        return IntStream.range(0, own.length)
                .mapToObj(i -> others.stream().anyMatch(begin -> begin < i))
                .toList();
    }

    /** The tenure in which that state is in force for the first time. */
    private static int first(@Nullable Rule[] row) {
        int index = 0;
        while (row[index] == null) {
            index++;
        }
        return index;
    }

    /** Walks through the packs in order of time, and gives each rule the key of its state. */
    private static final class StateKeys {
        private final Map<String, Map<Integer, Known>> byRule = new HashMap<>();
        private final Map<String, Integer> shapeBefore = new HashMap<>();

        private List<Tenure> tenures(List<Entry> entries) {
            List<Tenure> tenures = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                Entry entry = entries.get(i);
                long until = i + 1 < entries.size() ? entries.get(i + 1).from : Long.MAX_VALUE;
                List<Rule> rules = new ArrayList<>();
                List<Rule> backfilled = new ArrayList<>();
                for (Rule rule : entry.pack.rules()) {
                    boolean off = rule.mode() == Mode.OFF;
                    boolean backfill =
                            !off && i > 0 && rule.onChange() == OnChange.BACKFILL && begins(rule, entry.from);
                    Rule keyed = off ? rule : keyed(rule, entry.from, until, backfill);
                    rules.add(keyed);
                    if (backfill) {
                        backfilled.add(keyed);
                    }
                }
                forgetAbsent(entry.pack);
                int number = i == 0 ? 0 : Digest.int32(entry.pack.hash() + "@" + entry.from);
                RulePack pack = new RulePack(List.copyOf(rules), entry.pack.hash());
                tenures.add(new Tenure(entry.from, number, pack, List.copyOf(backfilled)));
            }
            return List.copyOf(tenures);
        }

        /** Whether the shape was not in force until then. */
        private boolean begins(Rule rule, long from) {
            Known known = byRule.getOrDefault(rule.id(), Map.of()).get(rule.shape());
            return known == null || known.until < from;
        }

        /** @param anew whether what an earlier state of the shape knows would be fed to it again */
        private Rule keyed(Rule rule, long from, long until, boolean anew) {
            Map<Integer, Known> shapes = byRule.computeIfAbsent(rule.id(), id -> new HashMap<>());
            Integer before = shapeBefore.put(rule.id(), rule.shape());
            boolean changed = before != null && before != rule.shape();
            if (changed && rule.onChange() == OnChange.RESET) {
                shapes.replaceAll((shape, known) -> new Known(known.stateKey, known.until, true));
            }
            Known known = shapes.get(rule.shape());
            int key = known == null ? rule.shape() : known.stateKey;
            if (known != null && (anew || known.givenUp || from - known.until > KEPT.toMillis())) {
                key = Digest.int32(rule.id() + "\n" + rule.shape() + "\n" + from);
            }
            shapes.put(rule.shape(), new Known(key, until, false));
            return key == rule.shape() ? rule : rule.withShape(key);
        }

        /** A rule that returns after it was gone has not changed its shape. */
        private void forgetAbsent(RulePack pack) {
            TreeSet<String> active = new TreeSet<>();
            pack.active().forEach(rule -> active.add(rule.id()));
            shapeBefore.keySet().retainAll(active);
        }
    }
}
