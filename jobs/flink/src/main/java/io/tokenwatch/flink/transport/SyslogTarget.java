package io.tokenwatch.flink.transport;

/**
 * A syslog server over TLS (RFC 5425). Syslog acknowledges nothing: a batch counts as delivered if the connection is still open
 * {@link #SETTLE_MILLIS} after the last byte was written, and is sent again if not. What a server loses later is beyond this.
 *
 * @param hostName what the messages name as their origin, such as {@code tokenwatch-1}
 */
public record SyslogTarget(String host, int port, String hostName, Tls tls) implements Target {
    /** Longer than the network takes to say that the other end is gone. */
    static final int SETTLE_MILLIS = 200;

    private static final int WRITE_MILLIS = 10_000;

    @Override
    public Transport open() {
        return new SyslogConnection(this, tls.context(), WRITE_MILLIS);
    }

    @Override
    public String toString() {
        return "the syslog server at " + host + ":" + port;
    }
}
