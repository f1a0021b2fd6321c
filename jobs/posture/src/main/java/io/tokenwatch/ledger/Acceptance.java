package io.tokenwatch.ledger;

import io.tokenwatch.keyed.Newest;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Comparator;

/** A resource server has accepted a token; either is empty if no event says which. */
record Acceptance(String token, String resourceServer) implements Comparable<Acceptance> {
    private static final Comparator<Acceptance> ORDER =
            Comparator.comparing(Acceptance::token).thenComparing(Acceptance::resourceServer);

    static final Newest.Form<Acceptance> FORM = new Newest.Form<>() {
        @Override
        public void encode(Acceptance acceptance, BytesOut out) {
            out.writeText(acceptance.token);
            out.writeText(acceptance.resourceServer);
        }

        @Override
        public Acceptance decode(BytesIn in) {
            return new Acceptance(in.readText(), in.readText());
        }
    };

    @Override
    public int compareTo(Acceptance other) {
        return ORDER.compare(this, other);
    }
}
