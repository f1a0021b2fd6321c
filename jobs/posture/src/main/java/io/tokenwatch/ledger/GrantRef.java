package io.tokenwatch.ledger;

import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Comparator;
import java.util.Locale;

/**
 * Which grant.
 *
 * @param tenant empty if there is none
 * @param id hash of the family, or of the token that is a grant of its own
 */
public record GrantRef(Kind kind, String tenant, String id) implements Comparable<GrantRef> {
    /** What a grant is known by. */
    public enum Kind {
        FAMILY,
        TOKEN;

        private static final Kind[] KINDS = values();

        /** As in documents. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Comparator<GrantRef> ORDER =
            Comparator.comparing(GrantRef::kind).thenComparing(GrantRef::tenant).thenComparing(GrantRef::id);

    public static GrantRef family(String tenant, String id) {
        return new GrantRef(Kind.FAMILY, tenant, id);
    }

    public static GrantRef token(String tenant, String id) {
        return new GrantRef(Kind.TOKEN, tenant, id);
    }

    /** Under which its state is kept; as {@link Key#hex}, the id of its document. */
    public Key key() {
        return Key.of("grant", kind.word(), tenant, id);
    }

    @Override
    public int compareTo(GrantRef other) {
        return ORDER.compare(this, other);
    }

    void encode(BytesOut out) {
        out.writeByte(kind == Kind.FAMILY ? 0 : 1);
        out.writeText(tenant);
        out.writeText(id);
    }

    static GrantRef decode(BytesIn in) {
        return new GrantRef(Kind.KINDS[in.readByte()], in.readText(), in.readText());
    }
}
