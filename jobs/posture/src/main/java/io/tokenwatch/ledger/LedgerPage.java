package io.tokenwatch.ledger;

import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The page of one grant in the ledger: what is known, what was written of it, and when it is to be looked at again.
 *
 * <p>What a document says depends on the facts and on event time alone; only how often it is written depends on their order.
 */
public final class LedgerPage {
    /** Takes what the page has to say. */
    public interface Out {
        /**
         * @param revision grows with each write
         * @param json UTF-8
         */
        void write(GrantRef grant, long revision, byte[] json);

        /** The resource server has accepted the revoked grant so long (ms) after the revocation took effect; 0: not after it. */
        void lag(GrantRef grant, Lag lag);

        /** What was said by {@link #lag} does not hold. */
        void withdraw(GrantRef grant, Lag lag);
    }

    /**
     * How long a revocation took to reach a resource server.
     *
     * @param effective milliseconds since the epoch
     * @param millis from 0
     */
    public record Lag(String issuer, String resourceServer, long effective, long millis) {}

    private final GrantRef ref;
    private final Grant grant;
    private String written = "";
    private boolean changed;
    private long revision;
    private long dueAt = Long.MAX_VALUE;
    private SortedMap<String, Lag> told = new TreeMap<>();

    public LedgerPage(GrantRef ref) {
        this(ref, new Grant());
    }

    private LedgerPage(GrantRef ref, Grant grant) {
        this.ref = ref;
        this.grant = grant;
    }

    /** Takes facts in; writes at once what must not wait. */
    public void accept(Grant fragment, long now, LedgerPolicy policy, Out out) {
        grant.merge(fragment);
        changed = true;
        look(now, false, policy, out);
    }

    /** Event time has come so far. */
    public void pass(long now, LedgerPolicy policy, Out out) {
        look(now, now >= dueAt, policy, out);
    }

    /** Writes what is not written yet. */
    public void close(long now, LedgerPolicy policy, Out out) {
        look(now, true, policy, out);
    }

    private void look(long now, boolean write, LedgerPolicy policy, Out out) {
        Standing standing = Standing.of(ref, grant, policy, now);
        if (!standing.signature().equals(written) || (write && changed)) {
            written = standing.signature();
            changed = false;
            out.write(ref, ++revision, LedgerDocument.of(ref, grant, standing, policy));
        }
        tell(standing, out);
        long boundary = Math.floorDiv(now, policy.interval()) * policy.interval() + policy.interval();
        dueAt = Math.min(standing.next(), changed ? boundary : forgetAt(policy));
    }

    private void tell(Standing standing, Out out) {
        Revocation revocation = standing.revocation();
        SortedMap<String, Lag> lags = new TreeMap<>();
        String issuer = grant.text(Attribute.ISSUER);
        standing.lags().forEach((server, millis) -> {
            if (revocation != null && !server.isEmpty()) {
                lags.put(server, new Lag(issuer == null ? "" : issuer, server, revocation.effective(), millis));
            }
        });
        if (!lags.equals(told)) {
            told.forEach((server, lag) -> {
                if (!lag.equals(lags.get(server))) {
                    out.withdraw(ref, lag);
                }
            });
            lags.forEach((server, lag) -> {
                if (!lag.equals(told.get(server))) {
                    out.lag(ref, lag);
                }
            });
            told = lags;
        }
    }

    /** When {@link #pass} has something to do, milliseconds since the epoch. */
    public long due() {
        return dueAt;
    }

    private long forgetAt(LedgerPolicy policy) {
        long last = Math.max(grant.at(Moment.LATEST), grant.at(Moment.EXPIRES));
        return last == Grant.ABSENT ? Long.MAX_VALUE : last + policy.keep();
    }

    /** Whether nothing more is expected of the grant, so that it may be forgotten; its document stays. */
    public boolean isOver(long now, LedgerPolicy policy) {
        return !changed && now >= forgetAt(policy);
    }

    public void encode(BytesOut out) {
        ref.encode(out);
        grant.encode(out);
        out.writeText(written);
        out.writeByte(changed ? 1 : 0);
        out.writeVarint(revision);
        out.writeLong(dueAt);
        out.writeVarint(told.size());
        told.values().forEach(lag -> {
            out.writeText(lag.issuer());
            out.writeText(lag.resourceServer());
            out.writeSigned(lag.effective());
            out.writeVarint(lag.millis());
        });
    }

    public static LedgerPage decode(BytesIn in) {
        LedgerPage page = new LedgerPage(GrantRef.decode(in), Grant.decode(in));
        page.written = in.readText();
        page.changed = in.readByte() == 1;
        page.revision = in.readVarint();
        page.dueAt = in.readLong();
        for (int i = in.readInt(); i > 0; i--) {
            Lag lag = new Lag(in.readText(), in.readText(), in.readSigned(), in.readVarint());
            page.told.put(lag.resourceServer(), lag);
        }
        return page;
    }
}
