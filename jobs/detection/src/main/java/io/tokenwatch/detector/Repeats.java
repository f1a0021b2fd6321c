package io.tokenwatch.detector;

/**
 * Events of which a history needs few: of those of these steps that say the same, within a slice of time, only the first and the last
 * can matter to a rule at a key, and besides them the key's earliest ones. All that are as early as the first, or as late as the last, count as
 * such.
 *
 * @param steps as bits
 * @param capture what tells them apart, by its index; those without it matter not at all; -1 where nothing does
 * @param slice how wide a slice is (ms), from a multiple of it on
 * @param earliest how many of the key's earliest events matter, whatever they say; 0 if none does
 */
public record Repeats(int steps, int capture, long slice, int earliest) {}
