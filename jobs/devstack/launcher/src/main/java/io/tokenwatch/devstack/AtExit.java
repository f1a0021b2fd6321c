package io.tokenwatch.devstack;

/** What is stopped when the JVM ends, however that comes, unless it was stopped before. */
final class AtExit {
    private final Thread stop;

    AtExit(Runnable stop, String name) {
        this.stop = new Thread(stop, name);
    }

    /** From now on. */
    void register() {
        Runtime.getRuntime().addShutdownHook(stop);
    }

    /** No longer: it is stopped. Doing so again does nothing. */
    void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs anyway and finds nothing to stop.
        }
    }
}
