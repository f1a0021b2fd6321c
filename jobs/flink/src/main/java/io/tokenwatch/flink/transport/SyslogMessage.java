package io.tokenwatch.flink.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tokenwatch.alert.Iso;
import io.tokenwatch.rule.Level;
import java.io.ByteArrayOutputStream;

/** RFC 5424, framed by octet counting (RFC 5425, 4.3; RFC 6587, 3.4.1). */
final class SyslogMessage {
    /** Facility 10, authpriv: what concerns security and not everybody's eyes. */
    private static final int FACILITY = 10;

    private SyslogMessage() {}

    /** Without the byte order mark that RFC 5424 asks for: readers of CEF and LEEF stumble over it. */
    static byte[] framed(Message message, String host) {
        int priority = FACILITY * 8 + severity(message.level());
        String header = "<" + priority + ">1 " + Iso.text(message.time()) + " " + host + " tokenwatch - alert - ";
        byte[] head = header.getBytes(UTF_8);
        byte[] body = message.bytes();
        byte[] length = (head.length + body.length + " ").getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream(length.length + head.length + body.length);
        frame.writeBytes(length);
        frame.writeBytes(head);
        frame.writeBytes(body);
        return frame.toByteArray();
    }

    /** RFC 5424, table 2: critical, error, warning, notice, informational. */
    private static int severity(Level level) {
        return switch (level) {
            case CRITICAL -> 2;
            case HIGH -> 3;
            case MEDIUM -> 4;
            case LOW -> 5;
            case INFORMATIONAL -> 6;
        };
    }
}
