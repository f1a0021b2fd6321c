package io.tokenwatch.flink.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** A syslog server over TLS on loopback that reads frames as RFC 5425 has them, and misbehaves as a test wants. */
final class SyslogListener implements AutoCloseable {
    /** What a connection does; those after the last are {@link #READS}. */
    enum Manner {
        READS,
        /** Reads one frame and hangs up. */
        HANGS_UP,
        /** Accepts, and reads nothing. */
        IDLES
    }

    private final SSLServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> frames = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    SyslogListener(SSLContext context, boolean asksForCertificates, Manner... manners) throws IOException {
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setNeedClientAuth(asksForCertificates);
        Iterator<Manner> left = List.of(manners).iterator();
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.add(socket);
                    Manner manner = left.hasNext() ? left.next() : Manner.READS;
                    threads.execute(() -> serve(socket, manner));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    private void serve(Socket socket, Manner manner) {
        try {
            if (manner == Manner.IDLES) {
                ((javax.net.ssl.SSLSocket) socket).startHandshake();
                return;
            }
            InputStream in = socket.getInputStream();
            do {
                frames.add(frame(in));
            } while (manner == Manner.READS);
            socket.close();
        } catch (IOException e) {
            // the other end has gone
        }
    }

    private static String frame(InputStream in) throws IOException {
        int length = 0;
        for (int c = in.read(); c != ' '; c = in.read()) {
            if (c < '0' || c > '9') {
                throw c < 0 ? new EOFException() : new IOException("no length: " + c);
            }
            length = length * 10 + c - '0';
        }
        byte[] message = in.readNBytes(length);
        if (message.length < length) {
            throw new EOFException();
        }
        return new String(message, java.nio.charset.StandardCharsets.UTF_8);
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> frames() {
        return frames;
    }

    int connections() {
        return connections.size();
    }

    /** As when the server is restarted. */
    void hangUp() throws IOException {
        for (Socket connection : connections) {
            connection.close();
        }
    }

    /** As when the server is killed: its connections end without goodbye. */
    void reset() throws IOException {
        for (Socket connection : connections) {
            connection.setSoLinger(true, 0);
            connection.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        hangUp();
        threads.shutdownNow();
    }
}
