package io.tokenwatch.demo.traffic;

/**
 * What the rules overlook on purpose. Without one of these a decoy would be reported, which shows that it is one.
 *
 * @param graceMillis a use so long after a revocation is no finding
 */
record Tolerance(
        long graceMillis,
        boolean roamingNetworks,
        boolean eitherChange,
        boolean issueTimes,
        boolean outcomes,
        boolean learning,
        boolean tenants,
        boolean arrival) {
    static final Tolerance OF_THE_RULES = new Tolerance(30_000, true, true, true, true, true, true, true);

    /** The tolerances but the one that keeps the rules silent about that kind of decoy. */
    static Tolerance without(String kind) {
        return switch (kind) {
            case "grace", "grace-limit" -> new Tolerance(1_000, true, true, true, true, true, true, true);
            case "carrier-switch", "vpn" -> new Tolerance(30_000, false, true, true, true, true, true, true);
            case "browser-update", "dual-stack", "cafe" ->
                new Tolerance(30_000, true, false, true, true, true, true, true);
            case "login-again", "same-second" -> new Tolerance(30_000, true, true, false, true, true, true, true);
            case "denied", "revocation-refused" -> new Tolerance(30_000, true, true, true, false, true, true, true);
            case "new-client", "thin-client" -> new Tolerance(30_000, true, true, true, true, false, true, true);
            case "namesake" -> new Tolerance(30_000, true, true, true, true, true, false, true);
            case "use-arrives-late" -> new Tolerance(30_000, true, true, true, true, true, true, false);
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
