package io.tokenwatch.flink.live;

import java.io.Serial;

/** A server was not there for as long as we were told to wait. The message says which, where, how long and why. */
public final class ServerAbsent extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ServerAbsent(String message) {
        super(message);
    }
}
