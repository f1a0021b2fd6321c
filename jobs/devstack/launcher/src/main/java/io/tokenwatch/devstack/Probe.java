package io.tokenwatch.devstack;

import java.io.IOException;

/** Asks a server in its own protocol whether it can serve now. */
@FunctionalInterface
interface Probe {
    /**
     * @return whether the server is ready
     * @throws IOException if it does not answer, or with something else than its protocol
     */
    boolean isReady() throws IOException;
}
