package io.tokenwatch.posture;

import io.tokenwatch.indicator.Dimensions;
import io.tokenwatch.ledger.LedgerPolicy;
import java.io.Serial;
import java.io.Serializable;

/**
 * What ledger and indicators go by.
 *
 * @param enabled whether there are any
 * @param since events before it are left out of both, milliseconds since the epoch: a topic that is read from its beginning
 *     may hold weeks, and each of their minutes would be written
 */
public record PosturePolicy(boolean enabled, LedgerPolicy ledger, Dimensions dimensions, long since)
        implements Serializable {
    public static final PosturePolicy DEFAULT = new PosturePolicy(true, LedgerPolicy.DEFAULT, Dimensions.DEFAULT);
    public static final PosturePolicy OFF = new PosturePolicy(false, LedgerPolicy.DEFAULT, Dimensions.DEFAULT);

    @Serial
    private static final long serialVersionUID = 1L;

    /** Of all events. */
    public PosturePolicy(boolean enabled, LedgerPolicy ledger, Dimensions dimensions) {
        this(enabled, ledger, dimensions, Long.MIN_VALUE);
    }

    public PosturePolicy withSince(long time) {
        return new PosturePolicy(enabled, ledger, dimensions, time);
    }
}
