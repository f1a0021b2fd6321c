package io.tokenwatch.devstack;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ten neighbouring loopback ports for one stack. The first is held open as long as the stack lives, so that two stacks on one
 * machine never share a block, not even while a server is down and its port looks free.
 *
 * <p>The blocks lie below the ports that systems lend to outgoing connections (from 32768 on Linux, 49152 elsewhere). There, a
 * client that keeps calling a server which is down can be lent the server's own port, connect to itself, and keep the server
 * from coming back.
 */
final class PortBlock implements AutoCloseable {
    private static final int FIRST = 20_000;
    private static final int BLOCKS = 1_000;
    private static final int SIZE = 10;
    private static final int ATTEMPTS = 200;

    private final ServerSocket guard;
    private int last;

    private PortBlock(ServerSocket guard) {
        this.guard = guard;
        this.last = guard.getLocalPort();
    }

    static PortBlock reserve() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = FIRST + SIZE * ThreadLocalRandom.current().nextInt(BLOCKS);
            try {
                return new PortBlock(bind(first));
            } catch (IOException taken) {
                // another stack lives there: try the next block
            }
        }
        throw new StartFailedException("No free block of ports between %d and %d after %d attempts"
                .formatted(FIRST, FIRST + BLOCKS * SIZE, ATTEMPTS));
    }

    /** The next port of this block on which nobody listens. */
    int next() {
        while (++last < guard.getLocalPort() + SIZE) {
            if (isFree(last)) {
                return last;
            }
        }
        throw new StartFailedException("All ports from %d on are in use".formatted(guard.getLocalPort()));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(Loopback.at(port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            guard.close();
        } catch (IOException e) {
            // nothing was ever sent over it
        }
    }
}
