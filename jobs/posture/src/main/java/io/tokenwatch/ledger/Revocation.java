package io.tokenwatch.ledger;

import io.tokenwatch.keyed.Newest;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Comparator;

/**
 * Somebody ended something.
 *
 * @param path how far it reaches, as in {@code revocation_scope}
 * @param token hash of the one access token that it ends; empty if it ends the grant
 * @param owner who asked; empty if nobody says
 * @param requested when; milliseconds since the epoch
 * @param effective from when on nothing of it is to be accepted
 */
public record Revocation(String path, String token, String owner, String reason, long requested, long effective)
        implements Comparable<Revocation> {
    private static final Comparator<Revocation> ORDER = Comparator.comparingLong(Revocation::effective)
            .thenComparingLong(Revocation::requested)
            .thenComparing(Revocation::path)
            .thenComparing(Revocation::token)
            .thenComparing(Revocation::owner)
            .thenComparing(Revocation::reason);

    static final Newest.Form<Revocation> FORM = new Newest.Form<>() {
        @Override
        public void encode(Revocation revocation, BytesOut out) {
            out.writeText(revocation.path);
            out.writeText(revocation.token);
            out.writeText(revocation.owner);
            out.writeText(revocation.reason);
            out.writeSigned(revocation.requested);
            out.writeSigned(revocation.effective);
        }

        @Override
        public Revocation decode(BytesIn in) {
            return new Revocation(
                    in.readText(), in.readText(), in.readText(), in.readText(), in.readSigned(), in.readSigned());
        }
    };

    /** The earliest takes effect first. */
    @Override
    public int compareTo(Revocation other) {
        return ORDER.compare(this, other);
    }

    boolean endsGrant(GrantRef grant) {
        return token.isEmpty()
                || (grant.kind() == GrantRef.Kind.TOKEN && grant.id().equals(token));
    }
}
