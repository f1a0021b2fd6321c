package io.tokenwatch.flink.live;

import java.io.Serial;

/** Another process keeps its checkpoints in the folder that we were given. */
public final class StateInUse extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    StateInUse(String message) {
        super(message);
    }
}
