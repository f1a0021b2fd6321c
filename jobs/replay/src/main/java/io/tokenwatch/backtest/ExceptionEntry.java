package io.tokenwatch.backtest;

/**
 * What one entry of a list of exceptions does on its own.
 *
 * @param match its selection, nearly as it is written
 * @param events distinct events of the rules that it takes away
 * @param removed alerts that there would not be
 * @param changed alerts that would say something else
 * @param appeared alerts that there would be besides, such as of an absence
 */
public record ExceptionEntry(String match, long events, long removed, long changed, long appeared) {}
