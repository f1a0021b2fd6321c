package io.tokenwatch.ledger;

import io.tokenwatch.keyed.Key;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import org.jspecify.annotations.Nullable;

/** What an event adds to the ledger, on its way to where its state is kept. */
public sealed interface Entry {
    /** Where its state is kept. */
    Key key();

    /** About one grant. */
    record Fact(GrantRef grant, Grant fragment) implements Entry {
        @Override
        public Key key() {
            return grant.key();
        }
    }

    /**
     * The grant has something to do with what the tie stands for.
     *
     * @param until the tie may be forgotten then, milliseconds since the epoch
     */
    record Link(Key key, GrantRef grant, long until) implements Entry {}

    /**
     * About every grant that the tie holds.
     *
     * @param self the token that the tie stands for, which is a grant of its own if it has no family; null for other ties
     * @param time of the event, milliseconds since the epoch
     */
    record Tied(Key key, @Nullable GrantRef self, long time, Grant fragment) implements Entry {}

    /** The same without what counts, of an event that may have been counted before. */
    default Entry uncounted() {
        if (this instanceof Fact fact) {
            fact.fragment.uncount();
        } else if (this instanceof Tied tied) {
            tied.fragment.uncount();
        }
        return this;
    }

    default void encode(BytesOut out) {
        if (this instanceof Fact fact) {
            out.writeByte(0);
            fact.grant.encode(out);
            fact.fragment.encode(out);
        } else if (this instanceof Link link) {
            out.writeByte(1);
            link.key.encode(out);
            link.grant.encode(out);
            out.writeSigned(link.until);
        } else if (this instanceof Tied tied) {
            GrantRef self = tied.self;
            out.writeByte(self == null ? 2 : 3);
            tied.key.encode(out);
            if (self != null) {
                self.encode(out);
            }
            out.writeSigned(tied.time);
            tied.fragment.encode(out);
        }
    }

    static Entry decode(BytesIn in) {
        int tag = in.readByte();
        if (tag == 0) {
            return new Fact(GrantRef.decode(in), Grant.decode(in));
        }
        Key key = Key.decode(in);
        if (tag == 1) {
            return new Link(key, GrantRef.decode(in), in.readSigned());
        }
        GrantRef self = tag == 3 ? GrantRef.decode(in) : null;
        return new Tied(key, self, in.readSigned(), Grant.decode(in));
    }
}
