package io.tokenwatch.ledger;

import io.tokenwatch.keyed.Newest;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What joins facts that do not name a grant to the grants that they are about: a token, a session, a subject, a client. Each fact
 * reaches each grant once, whichever comes first.
 *
 * <p>Holds {@link #MOST_GRANTS} grants, those that live longest; one that it lets go is told that it may miss something.
 */
public final class Tie {
    static final int MOST_GRANTS = 1024;

    private static final long NONE = Long.MIN_VALUE;
    /** Links are forgotten at multiples of it, milliseconds: looking for them costs more than keeping them. */
    private static final long FORGETTING_GRAIN = 3_600_000;

    /** Who owns a client is known so long after its last event, milliseconds: 400 days, for what runs once a year. */
    private static final long REGISTRATIONS = 400 * 86_400_000L;

    private static final Newest.Form<GrantRef> FORM = new Newest.Form<>() {
        @Override
        public void encode(GrantRef grant, BytesOut out) {
            grant.encode(out);
        }

        @Override
        public GrantRef decode(BytesIn in) {
            return GrantRef.decode(in);
        }
    };

    private final Newest<GrantRef> grants = new Newest<>(MOST_GRANTS);
    private Grant facts = new Grant();
    private @Nullable GrantRef self;
    /** First time of a fact, and the last at which it may matter. */
    private long first = NONE;

    private long last = NONE;

    /** Takes an entry in; hands out what it makes known of grants, which is valid during the call. */
    public void accept(Entry entry, Consumer<Entry.Fact> out) {
        if (entry instanceof Entry.Link link) {
            link(link.grant(), link.until(), out);
        } else if (entry instanceof Entry.Tied tied) {
            self = tied.self() == null ? self : tied.self();
            first = first == NONE ? tied.time() : Math.min(first, tied.time());
            last = Math.max(last, tied.time());
            facts.merge(tied.fragment());
            grants.times().keySet().forEach(grant -> out.accept(new Entry.Fact(grant, tied.fragment())));
        }
    }

    private void link(GrantRef grant, long until, Consumer<Entry.Fact> out) {
        last = last == NONE ? last : Math.max(last, until);
        boolean known = grants.contains(grant);
        GrantRef gone = grants.add(grant, until);
        if (!known && !facts.isEmpty()) {
            out.accept(new Entry.Fact(grant, facts));
        }
        if (gone != null) {
            Grant mark = new Grant();
            mark.cut("ties");
            out.accept(new Entry.Fact(gone, mark));
        }
    }

    /** Whether all that is known of a token are its uses. */
    private boolean waits() {
        return self != null && grants.isEmpty();
    }

    /**
     * When {@link #pass} has something to do, milliseconds since the epoch; {@link Long#MAX_VALUE} if never.
     *
     * @param lateness how late an event may come, milliseconds
     */
    public long due(LedgerPolicy policy, long lateness) {
        if (waits()) {
            return first + lateness;
        }
        if (!grants.isEmpty()) {
            long until = grants.times().values().stream()
                    .mapToLong(Long::longValue)
                    .min()
                    .orElseThrow();
            return Math.floorDiv(until + lateness, FORGETTING_GRAIN) * FORGETTING_GRAIN + FORGETTING_GRAIN;
        }
        return last == NONE
                ? Long.MAX_VALUE
                : last + (facts.isRegistration() ? REGISTRATIONS : policy.keep()) + lateness;
    }

    /** Event time has come so far: a token without a family becomes a grant of its own, and what is over is forgotten. */
    public void pass(long watermark, LedgerPolicy policy, long lateness, Consumer<Entry.Fact> out) {
        GrantRef token = self;
        if (token != null && waits() && watermark >= first + lateness) {
            link(token, last + policy.dormantAfter(), out);
        }
        boolean held = !grants.isEmpty();
        grants.forget(watermark - lateness);
        if (grants.isEmpty() && ((held && self != null) || watermark >= due(policy, lateness))) {
            facts = new Grant();
            self = null;
            first = NONE;
            last = NONE;
        }
    }

    public boolean isEmpty() {
        return last == NONE && grants.isEmpty();
    }

    public void encode(BytesOut out) {
        GrantRef token = self;
        grants.encode(out, FORM);
        facts.encode(out);
        out.writeByte(token == null ? 0 : 1);
        if (token != null) {
            token.encode(out);
        }
        out.writeLong(first);
        out.writeLong(last);
    }

    public static Tie decode(BytesIn in) {
        Tie tie = new Tie();
        tie.grants.decode(in, FORM);
        tie.facts = Grant.decode(in);
        tie.self = in.readByte() == 1 ? GrantRef.decode(in) : null;
        tie.first = in.readLong();
        tie.last = in.readLong();
        return tie;
    }
}
