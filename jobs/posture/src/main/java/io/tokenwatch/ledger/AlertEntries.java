package io.tokenwatch.ledger;

import java.util.List;
import java.util.function.Consumer;

/** What an alert says of the grants that it names. */
public final class AlertEntries {
    private AlertEntries() {}

    /**
     * Hands out an entry for each family, or where there is none for each token.
     *
     * @param version grows with each write of the alert
     * @param risk 0 to 100
     * @param time of the alert, milliseconds since the epoch
     */
    public static void of(
            String id,
            long version,
            boolean open,
            double risk,
            long time,
            String tenant,
            List<String> families,
            List<String> tokens,
            Consumer<Entry> out) {
        Grant fragment = new Grant();
        fragment.alerted(id, new AlertState(version, open, Math.max(0, Math.min(100, risk))));
        for (String family : families) {
            out.accept(new Entry.Fact(GrantRef.family(tenant, family), fragment));
        }
        if (families.isEmpty()) {
            for (String token : tokens) {
                out.accept(new Entry.Tied(EntryReader.tokenTie(tenant, token), null, time, fragment));
            }
        }
    }
}
