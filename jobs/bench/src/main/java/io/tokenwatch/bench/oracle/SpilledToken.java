package io.tokenwatch.bench.oracle;

import static io.tokenwatch.bench.oracle.TokenUses.FIVE_MINUTES;
import static io.tokenwatch.bench.oracle.TokenUses.HOUR;

import java.util.HashMap;
import java.util.Map;

/** The rare token with uses or revocations more than an hour apart, or several networks more than five minutes apart. */
final class SpilledToken {
    final Chains uses = new Chains(HOUR);
    final Chains revocations = new Chains(HOUR);
    private final Map<Integer, Chains> networks = new HashMap<>();

    Chains network(int asn) {
        return networks.computeIfAbsent(asn, n -> new Chains(2 * FIVE_MINUTES));
    }

    int used(int time, int asn) {
        uses.add(time, time);
        int seen = revocations.anyIn(time - HOUR, time - 1) ? TokenUses.USED_AFTER_REVOCATION : 0;
        if (asn != LineScanner.NO_ASN) {
            network(asn).add(time, time);
            for (Map.Entry<Integer, Chains> other : networks.entrySet()) {
                if (other.getKey() != asn && other.getValue().anyIn(time - FIVE_MINUTES, time + FIVE_MINUTES)) {
                    seen |= TokenUses.TWO_NETWORKS;
                }
            }
        }
        return seen;
    }

    int revoked(int time) {
        revocations.add(time, time);
        return uses.anyIn(time + 1, time + HOUR) ? TokenUses.USED_AFTER_REVOCATION : 0;
    }
}
