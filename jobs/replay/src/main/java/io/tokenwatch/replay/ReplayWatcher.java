package io.tokenwatch.replay;

import io.tokenwatch.connector.Connector;

/** Is told how a replay gets on, some thousand records apart. */
public interface ReplayWatcher {
    ReplayWatcher SILENT = new ReplayWatcher() {};

    /** The input is read as a log of that product. */
    default void recognised(Input input, Connector connector) {}

    /** One line for people, such as that the replay goes on with one that was interrupted. */
    default void remark(String line) {}

    /**
     * @param bytes of the inputs as they are stored, read so far
     * @param totalBytes 0 if unknown, as it is for a stream
     */
    default void reading(long records, long bytes, long totalBytes) {}

    /** How many of the events that a rule matches have been routed to their keys, of all of them. */
    default void routing(long routed, long total) {}

    /** How many of the events that a rule matches have been judged, of all of them. */
    default void judging(long judged, long total) {}
}
