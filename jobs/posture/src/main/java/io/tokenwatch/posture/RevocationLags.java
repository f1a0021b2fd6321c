package io.tokenwatch.posture;

import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.Dimensions;
import io.tokenwatch.indicator.Indicator;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.ledger.GrantRef;
import io.tokenwatch.ledger.LedgerPage;
import java.util.function.BiConsumer;

/** L3: how long revocations took to reach resource servers, as the ledger has them. */
public final class RevocationLags {
    private RevocationLags() {}

    /** What a lag adds to its cell. */
    public static void add(GrantRef grant, LedgerPage.Lag lag, Dimensions dimensions, BiConsumer<Cell, Tally> out) {
        out.accept(cell(grant, lag, dimensions), Tally.latency(Indicator.REVOCATION_LAG, lag.millis()));
    }

    /** What has to be added for a lag that does not hold. */
    public static void withdraw(
            GrantRef grant, LedgerPage.Lag lag, Dimensions dimensions, BiConsumer<Cell, Tally> out) {
        Tally back = new Tally();
        back.subtract(Tally.latency(Indicator.REVOCATION_LAG, lag.millis()));
        out.accept(cell(grant, lag, dimensions), back);
    }

    private static Cell cell(GrantRef grant, LedgerPage.Lag lag, Dimensions dimensions) {
        return Cell.of(Indicator.REVOCATION_LAG, lag.effective(), grant.tenant(), lag.issuer())
                .withResourceServer(dimensions.resourceServer(lag.resourceServer()));
    }
}
