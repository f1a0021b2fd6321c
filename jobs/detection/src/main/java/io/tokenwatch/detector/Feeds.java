package io.tokenwatch.detector;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Since when each issuer, or whoever else writes a log, tells what it does: for each state that looks for something that may be missing,
 * the earliest event of that kind ({@link Telling}) from each teller of each tenant. That something did not happen can be said of what its
 * teller tells since then; of one that has told nothing, not at all. Minima, so neither order nor repetition matters, and a feed only ever
 * begins earlier. One thread.
 *
 * <p>An event that names no teller may be anybody's: it speaks for every teller of its tenant, and what is asked of it, any of them
 * answers.
 */
public final class Feeds {
    /** So many are known; beyond that what comes is counted, and nothing is said of it. */
    static final int MOST = 65_536;

    /**
     * The beginning of one feed.
     *
     * @param state key of the state of the rule
     * @param teller empty if its events name none; null for the earliest of the tenant's feeds
     * @param time of its earliest event, milliseconds since the epoch
     */
    public record Start(int state, String tenant, @Nullable String teller, long time) {}

    private record Feed(int state, String tenant, @Nullable String teller) {}

    /** The feeds told of last, so that most events cost no look-up; a power of two. */
    private static final int REMEMBERED = 8192;

    /** So many places there are for one feed: feeds that shared one would be told of in turns. */
    private static final int WAYS = 4;

    /** Multiplied, every bit of a hash moves the upper ones, which choose the place. */
    private static final int SPREAD = 0x9E3779B9;

    private static final int PLACE = 1 + Integer.numberOfLeadingZeros(REMEMBERED);

    private final Map<Feed, Long> starts = new HashMap<>();
    private final @Nullable Start[] last = new @Nullable Start[REMEMBERED];
    private final Consumer<Start> earlier;
    private long all = Long.MAX_VALUE;
    private int version;
    /** Of the places of a feed, the one that is given away next. */
    private int turn;

    private long leftOut;

    public Feeds() {
        this(start -> {});
    }

    /** @param earlier hears of each feed that begins, or turns out to begin earlier */
    public Feeds(Consumer<Start> earlier) {
        this.earlier = earlier;
    }

    /** An event of what that state looks for. Costs a comparison while one teller after the other tells. */
    public void saw(int state, @Nullable String tenant, @Nullable String teller, long time) {
        String of = tenant == null ? "" : tenant;
        String by = teller == null ? "" : teller;
        int place = (((state * 31 + by.hashCode()) * 31 + of.hashCode()) * SPREAD) >>> PLACE;
        int free = place ^ (turn & (WAYS - 1));
        for (int way = 0; way < WAYS; way++) {
            Start known = last[place ^ way];
            if (known != null && known.state == state && by.equals(known.teller) && of.equals(known.tenant)) {
                if (time >= known.time) {
                    return;
                }
                free = place ^ way;
            }
        }
        turn++;
        add(new Start(state, of, by, time));
        add(new Start(state, of, null, time));
        Long since = starts.get(new Feed(state, of, by));
        last[free] = since == null ? null : new Start(state, of, by, since);
    }

    /** Takes over what another has heard. */
    public void add(Start start) {
        Feed feed = new Feed(start.state, start.tenant, start.teller);
        Long known = starts.get(feed);
        if (known == null && starts.size() >= MOST) {
            leftOut++;
        } else if (known == null || start.time < known) {
            starts.put(feed, start.time);
            version++;
            earlier.accept(start);
        }
    }

    /** Declares that every teller tells everything since then (ms since the epoch), if not for longer. */
    public void declare(long since) {
        if (since < all) {
            all = since;
            version++;
        }
    }

    /** Since when that is known of which a state says that it did not happen; {@link Long#MAX_VALUE} if it is not. */
    long since(int state, String tenant, @Nullable String teller) {
        long own = starts.getOrDefault(new Feed(state, tenant, teller), Long.MAX_VALUE);
        long anybody =
                teller == null ? Long.MAX_VALUE : starts.getOrDefault(new Feed(state, tenant, ""), Long.MAX_VALUE);
        return Math.min(all, Math.min(own, anybody));
    }

    /** Another one whenever a feed turned out to begin earlier. */
    public int version() {
        return version;
    }

    /** Drops what no state asks for any more. */
    public void retain(Set<Integer> states) {
        starts.keySet().removeIf(feed -> !states.contains(feed.state));
        Arrays.fill(last, null);
    }

    /** What {@link #add} takes to know as much. */
    public Collection<Start> starts() {
        return starts.entrySet().stream()
                .map(entry ->
                        new Start(entry.getKey().state, entry.getKey().tenant, entry.getKey().teller, entry.getValue()))
                .toList();
    }

    /** How many events came from feeds beyond the bound. */
    public long leftOut() {
        return leftOut;
    }
}
