package io.tokenwatch.flink.transport;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Keeps a connection as long as it holds, and makes a new one when it does not. */
final class SyslogConnection implements Transport {
    private static final int CONNECT_MILLIS = 5_000;

    private final SyslogTarget target;
    private final SSLContext context;
    private final int writeMillis;
    private volatile @Nullable Line line;
    private volatile boolean writing;

    /** One connection: TLS, and what it runs over. */
    private record Line(Socket plain, SSLSocket secure) {}

    /** @param writeMillis a server that does not read for that long while we write has stopped working */
    SyslogConnection(SyslogTarget target, SSLContext context, int writeMillis) {
        this.target = target;
        this.context = context;
        this.writeMillis = writeMillis;
    }

    @Override
    public int batch() {
        return 200;
    }

    @Override
    public Outcome send(List<Message> messages) throws IOException {
        Line open = line;
        if (open != null && isGone(open, 1)) {
            hangUp();
            open = null;
        }
        try {
            Line to = open == null ? connect() : open;
            write(messages, to);
            if (isGone(to, SyslogTarget.SETTLE_MILLIS)) {
                throw new IOException("the server closed the connection");
            }
            return Outcome.DELIVERED;
        } catch (IOException e) {
            hangUp();
            throw e;
        }
    }

    private Line connect() throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MILLIS);
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(CONNECT_MILLIS);
            SSLSocket secure =
                    (SSLSocket) context.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name in the certificate must be the host's
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            Line connected = new Line(plain, secure);
            line = connected;
            return connected;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /** A write has no timeout of its own: a server that stops reading would hold it for ever. */
    @SuppressWarnings("FutureReturnValueIgnored") // there is nothing to hear of it
    private void write(List<Message> messages, Line to) throws IOException {
        CompletableFuture<Void> written = new CompletableFuture<>();
        written.orTimeout(writeMillis, TimeUnit.MILLISECONDS).exceptionally(late -> {
            close(to.plain());
            return null;
        });
        writing = true;
        OutputStream out = new BufferedOutputStream(to.secure().getOutputStream(), 16 * 1024);
        try {
            for (Message message : messages) {
                out.write(SyslogMessage.framed(message, target.hostName()));
            }
            out.flush();
        } finally {
            writing = false;
            written.complete(null);
        }
    }

    /** A server has nothing to say: what it says is skipped, and its end is the end. */
    private static boolean isGone(Line line, int millis) {
        byte[] skipped = new byte[256];
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            line.secure().setSoTimeout(millis);
            while (System.nanoTime() < end) {
                if (line.secure().getInputStream().read(skipped) < 0) {
                    return true;
                }
            }
            return false;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) { // reset
            return true;
        }
    }

    /** Without goodbye: TLS would wait for a write under way before it says one. */
    private void hangUp() {
        Line open = line;
        line = null;
        if (open != null) {
            close(open.plain());
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** RFC 5425, 4.4: says goodbye, unless a write is under way. */
    @Override
    public void close() {
        Line open = line;
        if (open != null && !writing) {
            close(open.secure());
        }
        hangUp();
    }
}
