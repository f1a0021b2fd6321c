package io.tokenwatch.detector;

/**
 * When nothing at all is new to a key of a history: it is too short for anything to be learned, or to be forgotten and come back; or the key
 * has shown one value only, which it had shown before anything could be new to it, and the history is too short for that to be forgotten.
 *
 * @param capture that of the value, by its index
 * @param forgetAfter how long a value is known without being seen again (ms)
 * @param learnFor how long a key is watched before anything is new to it (ms)
 * @param learns whether any event must come before the one that shows what is new
 * @param returning whether only what was forgotten is new
 */
public record Novelty(int capture, long forgetAfter, long learnFor, boolean learns, boolean returning) {
    /** Whether nothing is new to any key of a history that reaches from its first event to its last in that time (ms). */
    public boolean isBeyond(long extent) {
        return extent < learnFor || (returning && extent <= forgetAfter);
    }

    /** Whether a key of such a history to which something is new has shown two values. */
    public boolean varies(long extent) {
        return learns && extent <= forgetAfter;
    }
}
