package io.tokenwatch.posture;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.SigningKey;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.keyed.Key;
import io.tokenwatch.ledger.Entry;
import io.tokenwatch.ledger.GrantRef;
import io.tokenwatch.ledger.LedgerPage;
import io.tokenwatch.ledger.Tie;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Ledger and indicators in a plain loop, with their state on the heap: for replay, and as the oracle of the live job. */
public final class LocalPosture {
    private final PosturePolicy policy;
    private final Sums sums;
    private final Map<Key, SeenEvents> seen = new HashMap<>();
    private final Map<Key, Tie> ties = new HashMap<>();
    private final Map<Key, LedgerPage> pages = new HashMap<>();
    private final Map<SigningKey.Ref, SigningKey> keys = new HashMap<>();
    private final Map<Cell, Tally> cells = new HashMap<>();
    private final SortedMap<String, byte[]> ledger = new TreeMap<>();
    private final LedgerPage.Out out = new LedgerPage.Out() {
        @Override
        public void write(GrantRef grant, long revision, byte[] json) {
            ledger.put(grant.key().hex(), json);
        }

        @Override
        public void lag(GrantRef grant, LedgerPage.Lag lag) {
            RevocationLags.add(grant, lag, policy().dimensions(), LocalPosture.this::add);
        }

        @Override
        public void withdraw(GrantRef grant, LedgerPage.Lag lag) {
            RevocationLags.withdraw(grant, lag, policy().dimensions(), LocalPosture.this::add);
        }
    };

    public LocalPosture(PosturePolicy policy) {
        this.policy = policy;
        this.sums = new Sums(policy);
    }

    private PosturePolicy policy() {
        return policy;
    }

    /** Takes an event in; a second copy of it changes nothing. */
    public void accept(TokenEvent event) {
        Identity identity = Identity.of(event);
        if (seen.computeIfAbsent(identity.key(), k -> new SeenEvents()).add(identity.hash())) {
            sums.accept(event, this::accept);
        }
    }

    /**
     * Takes in what an alert has become.
     *
     * @param version grows with each write of the alert
     * @param document UTF-8 JSON
     */
    public void alert(long version, byte[] document) {
        AlertReader.of(document).entries(version, this::accept);
    }

    private void accept(Entry entry) {
        if (entry instanceof Entry.Fact fact) {
            pages.computeIfAbsent(fact.key(), k -> new LedgerPage(fact.grant()))
                    .accept(fact.fragment(), 0, policy.ledger(), out);
        } else {
            ties.computeIfAbsent(entry.key(), k -> new Tie()).accept(entry, this::accept);
        }
    }

    private void add(Cell cell, Tally tally) {
        cells.computeIfAbsent(cell, c -> new Tally()).add(tally);
    }

    /** Says that every event up to that time (ms since the epoch) is there, and writes everything down as of then. */
    public void close(long now) {
        close(now, 0);
    }

    /**
     * As {@link #close(long)}, as a job would that waits for what is late.
     *
     * @param lateness milliseconds
     */
    public void close(long now, long lateness) {
        ties.values().forEach(tie -> tie.pass(now, policy.ledger(), lateness, this::accept));
        sums.take(this::add, key -> {
            SigningKey known = keys.computeIfAbsent(key.ref(), SigningKey::new);
            known.merge(key);
        });
        keys.values().forEach(key -> key.tell(this::add));
        pages.values().forEach(page -> page.close(now, policy.ledger(), out));
    }

    /** The documents of the grants by id, as of the last {@link #close}. */
    public SortedMap<String, byte[]> ledger() {
        return ledger;
    }

    /** What was counted, as of the last {@link #close}. */
    public Map<Cell, Tally> indicators() {
        return cells;
    }
}
