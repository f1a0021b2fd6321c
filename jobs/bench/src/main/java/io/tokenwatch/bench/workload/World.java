package io.tokenwatch.bench.workload;

/** Who is who: what clients, tokens and families look like, as a function of their numbers. */
final class World {
    static final int CLIENTS = 5_000;
    /** The last clients have no traffic of their own, so that a planted burst has exactly the planted size. */
    static final int QUIET_CLIENTS = 200;

    static final int FAMILIES = 20_000;

    /** Numbers of planted tokens start here, those of refresh tokens at the next. */
    static final long PLANTED = 1L << 40;

    private static final long REFRESH = 1L << 50;
    private static final int NETWORKS = 2_000;
    private static final int FIRST_ASN = 64_000;
    private static final int HABITS = 4;

    private final Profile profile;
    private final long seed;

    World(Profile profile, long seed) {
        this.profile = profile;
        this.seed = Dice.mix(seed);
    }

    /** Scattered bits that belong to a number. */
    long bits(long number) {
        return Dice.mix(seed + number * 0x9E3779B97F4A7C15L);
    }

    /** Large clients and small: the largest has one in 290 tokens, the smallest one in 7,500. */
    int clientOf(long token) {
        long bits = bits(token);
        if ((bits & 0x7F) * 100 < profile.hotPercent() * 128L) {
            return 0;
        }
        double u = (bits >>> 11) * 0x1p-53;
        return (int) (u * Math.sqrt(u) * (CLIENTS - QUIET_CLIENTS));
    }

    int homeOf(long token) {
        return FIRST_ASN + (int) (bits(~token) >>> 33) % NETWORKS;
    }

    /** A network that is not {@code asn}. */
    static int awayFrom(int asn, Dice dice) {
        return FIRST_ASN + (asn - FIRST_ASN + 1 + dice.below(NETWORKS - 1)) % NETWORKS;
    }

    /** The presented refresh token of a family and generation. */
    static long refreshToken(int family, int generation) {
        return REFRESH + ((long) family << 24) + generation;
    }

    /** Some of the client's habitual scopes, at least one; very rarely one that it never had. */
    long scopesFor(int client, Dice dice) {
        long habits = bits(-1L - client);
        long scopes = 0;
        for (int n = 1 + dice.below(3); n > 0; n--) {
            scopes |= 1L << ((habits >>> (8 * dice.below(HABITS))) & 0xFF) % Scopes.COUNT;
        }
        return dice.oneIn(5_000) ? scopes | 1L << dice.below(Scopes.COUNT) : scopes;
    }
}
