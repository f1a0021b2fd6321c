package io.tokenwatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import io.tokenwatch.testing.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is tied reaches every grant once, whichever comes first. */
class TieTest {
    private static final Key KEY = Key.of("tie");
    private static final long HOUR = 3_600_000;
    private static final LedgerPolicy POLICY = LedgerPolicy.DEFAULT;

    private final List<Entry.Fact> facts = new ArrayList<>();

    private static Entry.Tied use(long time) {
        Grant fragment = new Grant();
        fragment.say(Moment.LATEST, time);
        fragment.use();
        return new Entry.Tied(KEY, GrantRef.token("acme", "t1"), time, fragment);
    }

    private static Entry.Link link(int family, long until) {
        return new Entry.Link(KEY, GrantRef.family("acme", "f" + family), until);
    }

    private static Tie reloaded(Tie tie) {
        BytesOut out = new BytesOut();
        tie.encode(out);
        return Tie.decode(new BytesIn(out.toByteArray()));
    }

    private static Map<String, Long> uses(List<Entry.Fact> facts) {
        Map<String, Long> uses = new TreeMap<>();
        facts.forEach(fact -> uses.merge(fact.grant().id(), fact.fragment().uses(), Long::sum));
        return uses;
    }

    @Test
    void eachFactReachesEachGrantOnceInAnyOrder() {
        Dice.roll(100, dice -> {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                entries.add(link(i, HOUR));
                entries.add(link(i, 2 * HOUR));
            }
            for (int i = 0; i < 5; i++) {
                entries.add(use(i));
            }
            List<Entry.Fact> out = new ArrayList<>();
            Tie tie = new Tie();
            for (Entry entry : dice.shuffled(entries)) {
                tie.accept(entry, fact -> out.add(copy(fact)));
                tie = reloaded(tie);
            }
            assertThat(uses(out)).isEqualTo(Map.of("f0", 5L, "f1", 5L, "f2", 5L));
        });
    }

    /** A fragment is handed on as it is at that moment. */
    private static Entry.Fact copy(Entry.Fact fact) {
        BytesOut out = new BytesOut();
        fact.encode(out);
        return (Entry.Fact) Entry.decode(new BytesIn(out.toByteArray()));
    }

    private void keep(Entry.Fact fact) {
        facts.add(copy(fact));
    }

    @Test
    void aTokenOfWhichOnlyUsesAreKnownBecomesAGrantAfterTheLateness() {
        Tie tie = new Tie();
        tie.accept(use(1000), this::keep);
        assertThat(tie.due(POLICY, HOUR)).isEqualTo(1000 + HOUR);

        tie.pass(999 + HOUR, POLICY, HOUR, this::keep);
        assertThat(facts).isEmpty();
        tie.pass(1000 + HOUR, POLICY, HOUR, this::keep);
        assertThat(uses(facts)).isEqualTo(Map.of("t1", 1L));

        tie.accept(use(2000), this::keep);
        assertThat(uses(facts)).isEqualTo(Map.of("t1", 2L));
    }

    @Test
    void aTokenWhoseFamilyIsKnownDoesNot() {
        Tie tie = new Tie();
        tie.accept(use(1000), this::keep);
        tie.accept(link(7, 5000), this::keep);
        tie.pass(2000 + HOUR, POLICY, HOUR, this::keep);
        assertThat(uses(facts)).isEqualTo(Map.of("f7", 1L));
    }

    @Test
    void forgetsWhatIsOver() {
        Tie tie = new Tie();
        tie.accept(link(1, 1000), this::keep);
        long due = tie.due(POLICY, HOUR);
        assertThat(due).isBetween(1000 + HOUR, 1000 + 2 * HOUR);
        tie.pass(due, POLICY, HOUR, this::keep);
        assertThat(tie.isEmpty()).isTrue();
        assertThat(tie.due(POLICY, HOUR)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void remembersARegistrationAsLongAsTheClientIsAlive() {
        Tie tie = new Tie();
        Grant owned = new Grant();
        owned.say(Attribute.OWNER, "team-a", 0);
        owned.say(Moment.LATEST, 0);
        tie.accept(new Entry.Tied(KEY, null, 0, owned), this::keep);
        long later = 300 * 24 * HOUR;
        tie.accept(link(1, later), this::keep);
        tie.pass(later, POLICY, HOUR, this::keep);
        facts.clear();
        tie.accept(link(2, later + HOUR), this::keep);
        assertThat(facts).hasSize(1);

        tie.pass(later + 3 * HOUR, POLICY, HOUR, this::keep);
        assertThat(tie.isEmpty()).as("its grants are over").isFalse();
        tie.pass(later + 401 * 24 * HOUR, POLICY, HOUR, this::keep);
        assertThat(tie.isEmpty()).as("a year without any").isTrue();
    }

    @Test
    void tellsAGrantThatItLetsGo() {
        Tie tie = new Tie();
        for (int i = 0; i <= Tie.MOST_GRANTS; i++) {
            tie.accept(link(i, i), this::keep);
        }
        assertThat(facts).hasSize(1);
        assertThat(facts.get(0).grant().id()).isEqualTo("f0");
        assertThat(facts.get(0).fragment().truncated()).containsExactly("ties");
    }
}
