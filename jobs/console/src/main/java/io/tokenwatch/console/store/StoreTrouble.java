package io.tokenwatch.console.store;

import java.io.Serial;

/** Elasticsearch did not do what it was asked; the kind decides what the page says and whether to try again. */
public final class StoreTrouble extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Kind {
        /** No connection, or no shard that answers. */
        ABSENT,
        /** No answer in time. */
        SLOW,
        /** It takes no writes just now. */
        READ_ONLY,
        /** It refuses the credentials, or what was asked. */
        REFUSED
    }

    private final Kind kind;

    StoreTrouble(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
