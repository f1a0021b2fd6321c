package io.tokenwatch.posture;

import io.tokenwatch.indicator.Dimensions;
import io.tokenwatch.ledger.LedgerPolicy;
import java.io.Serial;
import java.io.Serializable;

/**
 * What ledger and indicators go by.
 *
 * @param enabled whether there are any
 */
public record PosturePolicy(boolean enabled, LedgerPolicy ledger, Dimensions dimensions) implements Serializable {
    public static final PosturePolicy DEFAULT = new PosturePolicy(true, LedgerPolicy.DEFAULT, Dimensions.DEFAULT);
    public static final PosturePolicy OFF = new PosturePolicy(false, LedgerPolicy.DEFAULT, Dimensions.DEFAULT);

    @Serial
    private static final long serialVersionUID = 1L;
}
