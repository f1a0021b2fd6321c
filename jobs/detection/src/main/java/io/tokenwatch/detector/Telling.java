package io.tokenwatch.detector;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;

/**
 * How somebody whose log is read shows that it tells what a finding may miss: by telling some of it. What came before the first such
 * event is not known, see {@link Feeds}.
 *
 * @param teller the field that names who tells, such as the issuer
 * @param steps as bits: an event of any of them shows it; 0 if a finding misses nothing
 * @param part as bits: but not an event that is one of these too, nor one that failed. There are logs that tell failures alone, of
 *     which everything fails; 0 if that does not matter
 */
public record Telling(Field teller, int steps, int part) {
    public static final Telling NOTHING = new Telling(Field.ISSUER, 0, 0);

    /** Those of the steps that the event matches by which it shows it, as bits. */
    public int shown(int matched, TokenEvent event) {
        int telling = steps & matched;
        boolean shows = telling != 0 && (part == 0 || ((matched & part) == 0 && !hasFailed(event)));
        return shows ? telling : 0;
    }

    private static boolean hasFailed(TokenEvent event) {
        return "failure".equals(event.text(Field.OUTCOME));
    }
}
