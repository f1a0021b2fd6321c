package io.tokenwatch.writer;

import com.google.auto.service.AutoService;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.rule.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** ArcSight's Common Event Format, version 0 (Implementation Standard, version 26): what ArcSight and Sentinel read. */
@AutoService(AlertWriter.class)
public final class CefWriter implements AlertWriter {
    @Override
    public String format() {
        return "cef";
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    /** With its syslog header within the 8,192 octets that a receiver should take (RFC 5425, 4.3.1). */
    @Override
    public int longest() {
        return 7_900;
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        Told told = new Told(alert, change, run);
        Line line = new Line();
        line.put("rt", Long.toString(run.now()));
        line.put("start", Long.toString(alert.time()));
        line.put("end", Long.toString(alert.lastTime()));
        line.put("externalId", alert.id());
        line.put("act", told.action());
        line.put("cat", "OAuth token abuse");
        line.put("cnt", Long.toString(alert.count()));
        sources(line, told.all("src.ip"));
        line.put("suid", told.first("subject"));
        line.put("requestClientApplication", told.first("user_agent"));
        line.put("dhost", told.first("resource_server"));
        line.custom("cs1", "OAuth client", told.first("client_id"));
        line.custom("cs2", "Token hashes", String.join(" ", told.all("token_id")));
        line.custom("cs3", "Token family", told.first("family_id"));
        line.custom("cs4", "Key", told.key());
        line.custom("cs5", "Runbook", alert.rule().response());
        line.custom("cs6", "Tenant", alert.tenant());
        line.custom("cn1", "Risk score", Integer.toString(alert.score()));
        line.custom("flexString1", "ATT&CK techniques", String.join(" ", told.techniques()));
        line.custom("flexString2", "Issuer", told.first("issuer"));
        line.put("reason", told.why());
        line.put("msg", told.sentence());
        return (header(told) + line.text).getBytes(StandardCharsets.UTF_8);
    }

    private static String header(Told told) {
        return "CEF:0|" + Told.VENDOR + "|" + Told.PRODUCT + "|" + Told.PRODUCT_VERSION + "|"
                + inHeader(told.alert().rule().id()) + "|" + inHeader(told.title()) + "|"
                + severity(told.alert().level()) + "|";
    }

    /** CEF's 0 to 10: 0-3 low, 4-6 medium, 7-8 high, 9-10 very high. */
    private static int severity(Level level) {
        return switch (level) {
            case INFORMATIONAL -> 1;
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }

    /** {@code src} is IPv4; the first IPv6 address has a place of its own. */
    private static void sources(Line line, List<String> addresses) {
        addresses.stream().filter(ip -> !ip.contains(":")).findFirst().ifPresent(ip -> line.put("src", ip));
        addresses.stream()
                .filter(ip -> ip.contains(":"))
                .findFirst()
                .ifPresent(ip -> line.custom("c6a2", "Source IPv6 Address", ip));
    }

    private static String inHeader(String text) {
        return Control.visible(text.replace("\\", "\\\\").replace("|", "\\|"));
    }

    /** The extension: {@code key=value key=value}. */
    private static final class Line {
        private final StringBuilder text = new StringBuilder();

        private void put(String key, String value) {
            if (!value.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(key).append('=');
                String escaped = value.replace("\\", "\\\\").replace("=", "\\=");
                text.append(Control.visible(escaped.replace("\r", "\\r").replace("\n", "\\n")));
            }
        }

        private void custom(String key, String label, String value) {
            if (!value.isEmpty()) {
                put(key, value);
                put(key + "Label", label);
            }
        }
    }
}
