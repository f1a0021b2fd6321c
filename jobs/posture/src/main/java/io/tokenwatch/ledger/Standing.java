package io.tokenwatch.ledger;

import io.tokenwatch.ledger.GrantRef.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a grant stands at a time: a function of what is known of it, the policy and the time alone.
 *
 * @param since when the state began, milliseconds since the epoch; {@link Grant#ABSENT} if unknown
 * @param revocation that which ends the grant, or else the first that ends one of its tokens; null if there is none
 * @param lags per resource server that ever accepted what was revoked: last acceptance less effective revocation, at least 0;
 *     milliseconds
 * @param next the next time at which passing time changes something; {@link Long#MAX_VALUE} if never
 */
record Standing(
        State state,
        long since,
        @Nullable Revocation revocation,
        SortedMap<String, Long> lags,
        SortedSet<String> gaps,
        long openAlerts,
        double risk,
        long next) {
    /** A grant is in one of these. */
    enum State {
        ACTIVE,
        DORMANT,
        SUSPENDED,
        EXPIRED,
        REVOKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Standing of(GrantRef ref, Grant grant, LedgerPolicy policy, long now) {
        Revocation revocation = revocation(ref, grant);
        SortedMap<String, Long> lags = revocation == null ? new TreeMap<>() : lags(revocation, grant);
        long ends = revocation == null || !revocation.endsGrant(ref) ? Long.MAX_VALUE : revocation.effective();
        long active = Math.max(grant.at(Moment.LAST_USED), grant.at(Moment.LAST_ISSUED));
        long sleeps = active == Grant.ABSENT ? Long.MAX_VALUE : active + policy.dormantAfter();
        long expires = expires(ref, grant);
        long suspended = grant.at(Moment.SUSPENDED);
        boolean isSuspended = suspended != Grant.ABSENT && suspended > grant.at(Moment.LAST_ISSUED);
        long reauthorize =
                grant.has(Moment.ISSUED) ? grant.at(Moment.ISSUED) + policy.reauthorizeAfter() : Long.MAX_VALUE;
        State state;
        long since;
        if (ends <= now) {
            state = State.REVOKED;
            since = ends;
        } else if (isSuspended) {
            state = State.SUSPENDED;
            since = suspended;
        } else if (expires <= now) {
            state = State.EXPIRED;
            since = expires;
        } else if (sleeps <= now) {
            state = State.DORMANT;
            since = sleeps;
        } else {
            state = State.ACTIVE;
            since = grant.at(Moment.ISSUED);
        }
        long next = Math.min(
                Math.min(after(ends, now), after(expires, now)), Math.min(after(sleeps, now), after(reauthorize, now)));
        boolean over = state == State.REVOKED || state == State.EXPIRED;
        SortedSet<String> gaps = gaps(grant, policy, lags, !over && reauthorize <= now);
        double harmless = 1;
        long open = 0;
        for (AlertState alert : grant.alerts().values()) {
            open += alert.open() ? 1 : 0;
            harmless *= alert.open() ? 1 - alert.risk() / 100 : 1;
        }
        return new Standing(state, since, revocation, lags, gaps, open, 100 * (1 - harmless), next);
    }

    private static long after(long time, long now) {
        return time > now ? time : Long.MAX_VALUE;
    }

    /** A family may be renewed as long as nobody says until when. */
    private static long expires(GrantRef ref, Grant grant) {
        if (!grant.has(Moment.EXPIRES) || (ref.kind() == Kind.FAMILY && !grant.has(Moment.RENEWABLE_UNTIL))) {
            return Long.MAX_VALUE;
        }
        return Math.max(grant.at(Moment.EXPIRES), grant.at(Moment.RENEWABLE_UNTIL));
    }

    /** The earliest that covers the grant, which must have been issued before; one that ends all of it before one of a token. */
    private static @Nullable Revocation revocation(GrantRef ref, Grant grant) {
        Revocation first = null;
        for (Revocation each : grant.revocations().times().keySet()) {
            boolean covers = !grant.has(Moment.ISSUED) || grant.at(Moment.ISSUED) <= each.effective();
            if (covers && (first == null || (each.endsGrant(ref) && !first.endsGrant(ref)))) {
                first = each;
            }
        }
        return first;
    }

    private static SortedMap<String, Long> lags(Revocation revocation, Grant grant) {
        SortedMap<String, Long> lags = new TreeMap<>();
        for (Map.Entry<Acceptance, Long> each : grant.acceptances().times().entrySet()) {
            if (revocation.token().isEmpty()
                    || revocation.token().equals(each.getKey().token())) {
                long lag = Math.max(0, each.getValue() - revocation.effective());
                lags.merge(each.getKey().resourceServer(), lag, Math::max);
            }
        }
        return lags;
    }

    private static SortedSet<String> gaps(Grant grant, LedgerPolicy policy, SortedMap<String, Long> lags, boolean due) {
        SortedSet<String> gaps = new TreeSet<>();
        add(gaps, grant.text(Attribute.OWNER) == null, "no_owner");
        add(gaps, grant.text(Attribute.APPROVER) == null, "no_approver");
        add(gaps, grant.text(Attribute.PURPOSE) == null, "no_purpose");
        add(gaps, !unused(grant).isEmpty(), "unused_scope");
        add(gaps, "none".equals(grant.text(Attribute.BINDING)), "no_sender_constraint");
        add(gaps, grant.at(Moment.TOKEN_LIFE) >= policy.longLived(), "long_lived");
        add(gaps, lags.values().stream().anyMatch(lag -> lag >= policy.slowRevocation()), "slow_revocation");
        add(gaps, due, "reauthorization_due");
        return gaps;
    }

    private static void add(SortedSet<String> gaps, boolean holds, String gap) {
        if (holds) {
            gaps.add(gap);
        }
    }

    /** Granted and not used; empty unless some use said what it used. */
    static SortedSet<String> unused(Grant grant) {
        SortedSet<String> unused = new TreeSet<>();
        if (!grant.used().isEmpty()) {
            unused.addAll(grant.granted().all());
            unused.removeAll(grant.used().all());
        }
        return unused;
    }

    /** What a document must say at once if it changes. */
    String signature() {
        return state + " " + gaps + " " + openAlerts + " " + risk;
    }
}
