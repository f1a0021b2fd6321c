package io.tokenwatch.detector;

/**
 * How many events must happen in a window for anything to be found there: nothing outside it changes what is found, and nothing in it what is
 * found elsewhere.
 *
 * @param steps of these, as bits
 * @param width of a window, which begins at a multiple of it (ms)
 * @param least so many
 */
public record Counted(int steps, long width, long least) {}
