package io.tokenwatch.ledger;

import io.tokenwatch.keyed.Names;
import io.tokenwatch.keyed.Newest;
import io.tokenwatch.state.BytesIn;
import io.tokenwatch.state.BytesOut;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What events have said of a grant: all of it, or a fragment that one event makes. Fragments merge, in any order; all but the number of
 * uses may be merged repeatedly, and that number is a sum: each event is to be counted once.
 *
 * <p>Bounded: see the constants. What is beyond a bound is {@link #truncated() marked} and does not depend on order.
 */
@SuppressWarnings("EnumOrdinal") // the enums say that their order is kept
public final class Grant {
    static final long ABSENT = Long.MIN_VALUE;
    static final int MOST_SCOPES = 64;
    static final int MOST_NETWORKS = 32;
    static final int MOST_ACCEPTANCES = 64;
    static final int MOST_REVOCATIONS = 16;
    static final int MOST_ALERTS = 32;
    private static final int MOST_TEXT = 512;

    private static final Attribute[] ATTRIBUTES = Attribute.values();
    private static final Moment[] MOMENTS = Moment.values();

    private final @Nullable String[] texts = new @Nullable String[ATTRIBUTES.length];
    private final long[] textTimes = new long[ATTRIBUTES.length];
    private final long[] moments = new long[MOMENTS.length];
    private final Names granted = new Names(MOST_SCOPES);
    private final Names used = new Names(MOST_SCOPES);
    private final Names networks = new Names(MOST_NETWORKS);
    private final Newest<Revocation> revocations = new Newest<>(MOST_REVOCATIONS);
    private final Newest<Acceptance> acceptances = new Newest<>(MOST_ACCEPTANCES);
    private final TreeMap<String, AlertState> alerts = new TreeMap<>();
    /** Names of the lists that were cut elsewhere than in this fragment. */
    private final TreeSet<String> cut = new TreeSet<>();

    private long uses;

    public Grant() {
        Arrays.fill(moments, ABSENT);
    }

    void say(Attribute attribute, @Nullable String text, long time) {
        if (text == null || text.isEmpty()) {
            return;
        }
        String bounded = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
        int i = attribute.ordinal();
        String known = texts[i];
        if (known == null || attribute.prefers(time, bounded, textTimes[i], known)) {
            texts[i] = bounded;
            textTimes[i] = time;
        }
    }

    void say(Moment moment, long value) {
        if (value != ABSENT) {
            int i = moment.ordinal();
            moments[i] = moments[i] == ABSENT ? value : moment.of(moments[i], value);
        }
    }

    @Nullable
    String text(Attribute attribute) {
        return texts[attribute.ordinal()];
    }

    /** {@link #ABSENT} if nothing is known. */
    long at(Moment moment) {
        return moments[moment.ordinal()];
    }

    boolean has(Moment moment) {
        return at(moment) != ABSENT;
    }

    Names granted() {
        return granted;
    }

    Names used() {
        return used;
    }

    Names networks() {
        return networks;
    }

    Newest<Revocation> revocations() {
        return revocations;
    }

    Newest<Acceptance> acceptances() {
        return acceptances;
    }

    SortedMap<String, AlertState> alerts() {
        return alerts;
    }

    void revoked(Revocation revocation) {
        revocations.add(revocation, revocation.effective());
    }

    /** Alerts that are no longer open say nothing, once there are too many. */
    void alerted(String id, AlertState state) {
        alerts.merge(id, state, AlertState::later);
        if (alerts.size() > MOST_ALERTS) {
            cut.add("alerts");
            alerts.pollLastEntry();
        }
    }

    void use() {
        uses++;
    }

    void uncount() {
        uses = 0;
    }

    long uses() {
        return uses;
    }

    /** The names of the lists that may be short. */
    SortedSet<String> truncated() {
        SortedSet<String> names = new TreeSet<>(cut);
        mark(names, granted.truncated(), "scope.granted");
        mark(names, used.truncated(), "scope.used");
        mark(names, networks.truncated(), "networks");
        mark(names, acceptances.truncated(), "acceptances");
        mark(names, revocations.truncated(), "revocations");
        return names;
    }

    private static void mark(SortedSet<String> names, boolean truncated, String name) {
        if (truncated) {
            names.add(name);
        }
    }

    void cut(String list) {
        cut.add(list);
    }

    /** Whether it says who answers for the client. */
    boolean isRegistration() {
        return text(Attribute.OWNER) != null || text(Attribute.APPROVER) != null || text(Attribute.PURPOSE) != null;
    }

    public boolean isEmpty() {
        return !has(Moment.LATEST) && alerts.isEmpty() && cut.isEmpty();
    }

    public void merge(Grant other) {
        for (Attribute attribute : ATTRIBUTES) {
            say(attribute, other.text(attribute), other.textTimes[attribute.ordinal()]);
        }
        for (Moment moment : MOMENTS) {
            say(moment, other.at(moment));
        }
        granted.merge(other.granted);
        used.merge(other.used);
        networks.merge(other.networks);
        revocations.merge(other.revocations);
        acceptances.merge(other.acceptances);
        other.alerts.forEach(this::alerted);
        cut.addAll(other.cut);
        uses += other.uses;
    }

    public void encode(BytesOut out) {
        int said = 0;
        for (Attribute attribute : ATTRIBUTES) {
            said |= text(attribute) == null ? 0 : 1 << attribute.ordinal();
        }
        out.writeVarint(said);
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            if (text != null) {
                out.writeText(text);
                out.writeSigned(textTimes[i]);
            }
        }
        int known = 0;
        for (Moment moment : MOMENTS) {
            known |= has(moment) ? 1 << moment.ordinal() : 0;
        }
        out.writeVarint(known);
        for (Moment moment : MOMENTS) {
            if (has(moment)) {
                out.writeSigned(at(moment));
            }
        }
        granted.encode(out);
        used.encode(out);
        networks.encode(out);
        revocations.encode(out, Revocation.FORM);
        acceptances.encode(out, Acceptance.FORM);
        out.writeVarint(alerts.size());
        alerts.forEach((id, state) -> {
            out.writeText(id);
            state.encode(out);
        });
        out.writeVarint(cut.size());
        cut.forEach(out::writeText);
        out.writeVarint(uses);
    }

    public static Grant decode(BytesIn in) {
        Grant grant = new Grant();
        int said = in.readInt();
        for (int i = 0; i < ATTRIBUTES.length; i++) {
            if ((said & 1 << i) != 0) {
                grant.texts[i] = in.readText();
                grant.textTimes[i] = in.readSigned();
            }
        }
        int known = in.readInt();
        for (int i = 0; i < MOMENTS.length; i++) {
            if ((known & 1 << i) != 0) {
                grant.moments[i] = in.readSigned();
            }
        }
        grant.granted.decode(in);
        grant.used.decode(in);
        grant.networks.decode(in);
        grant.revocations.decode(in, Revocation.FORM);
        grant.acceptances.decode(in, Acceptance.FORM);
        for (int i = in.readInt(); i > 0; i--) {
            grant.alerts.put(in.readText(), AlertState.decode(in));
        }
        for (int i = in.readInt(); i > 0; i--) {
            grant.cut.add(in.readText());
        }
        grant.uses = in.readVarint();
        return grant;
    }
}
