package io.tokenwatch.detector;

/**
 * What takes the ground from an event: one of the step {@code question} comes to nothing if there is one of the step {@code answer} from
 * {@code before} ms before it to {@code after} ms after it; and nothing comes of an answer alone.
 *
 * @param question a step, by its number
 * @param answer another one
 * @param before -1 if only what is strictly later answers
 */
public record Answered(int question, int answer, long before, long after) {}
