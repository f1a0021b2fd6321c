package io.tokenwatch.flink.transport;

import java.io.IOException;
import java.util.List;

/** An open way to one server. Used by one thread, but for {@link #close}. */
public interface Transport extends AutoCloseable {
    /** At most so many messages in one go. */
    int batch();

    /**
     * Returns when it is known what became of the messages, in bounded time.
     *
     * @throws IOException if the server cannot be reached or does not answer: try again
     */
    Outcome send(List<Message> messages) throws IOException, InterruptedException;

    /** Ends a send under way. */
    @Override
    void close();
}
