package io.tokenwatch.detector;

import org.jspecify.annotations.Nullable;

/**
 * What may be left out of a history, where all events are known before the first of them is judged, because nothing comes of it. A matter of speed
 * alone: with {@link #NONE} the same is found.
 *
 * @param needed the steps, as bits, of each of which a key must have met an event for anything to be found there; 0 if any event may be
 *     enough
 * @param varies the capture of which a key must have shown two different values for anything to be found there; -1 if there is none
 * @param within how long before an event of the last step one of each other step must have happened for anything to be found (ms), if nothing
 *     that is kept of the last step outlives a minute; {@link Long#MAX_VALUE} if that is not so
 * @param repeats which events may be left out because others say the same; null if each may matter
 * @param answered what makes all events of a key come to nothing, if each is answered; null if nothing does
 * @param novelty when nothing is new to a key, whatever it meets; null if that is not what is looked for
 * @param counted how many events a window must have; null if that is not counted
 */
public record Omissions(
        int needed,
        int varies,
        long within,
        @Nullable Repeats repeats,
        @Nullable Answered answered,
        @Nullable Novelty novelty,
        @Nullable Counted counted) {
    /** Any event of any key may matter. */
    public static final Omissions NONE = new Omissions(0, -1, Long.MAX_VALUE, null, null, null, null);

    Omissions needed(int steps) {
        return new Omissions(steps, varies, within, repeats, answered, novelty, counted);
    }

    Omissions varies(int capture) {
        return new Omissions(needed, capture, within, repeats, answered, novelty, counted);
    }

    Omissions within(long before) {
        return new Omissions(needed, varies, before, repeats, answered, novelty, counted);
    }

    Omissions repeats(Repeats alike) {
        return new Omissions(needed, varies, within, alike, answered, novelty, counted);
    }

    Omissions answered(Answered by) {
        return new Omissions(needed, varies, within, repeats, by, novelty, counted);
    }

    Omissions novelty(Novelty sought) {
        return new Omissions(needed, varies, within, repeats, answered, sought, counted);
    }

    Omissions counted(Counted windows) {
        return new Omissions(needed, varies, within, repeats, answered, novelty, windows);
    }
}
