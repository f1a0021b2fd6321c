package io.tokenwatch.writer;

import com.google.auto.service.AutoService;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.rule.Level;
import java.nio.charset.StandardCharsets;

/**
 * QRadar's Log Event Extended Format 2.0, with tabs between the attributes. The format has no way to escape: what would break
 * it is written visibly.
 */
@AutoService(AlertWriter.class)
public final class LeefWriter implements AlertWriter {
    @Override
    public String format() {
        return "leef";
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    /** QRadar cuts what is longer than 4,096 bytes unless told otherwise; the rest is for the syslog header. */
    @Override
    public int longest() {
        return 3_900;
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        Told told = new Told(alert, change, run);
        StringBuilder line = new StringBuilder("LEEF:2.0|" + Told.VENDOR + "|" + Told.PRODUCT + "|"
                + Told.PRODUCT_VERSION + "|" + inHeader(alert.rule().id()) + "|x09|");
        put(line, "devTime", Long.toString(alert.lastTime()));
        put(line, "sev", Integer.toString(severity(alert.level())));
        put(line, "cat", told.action());
        put(line, "src", told.first("src.ip"));
        put(line, "usrName", told.first("subject"));
        put(line, "resource", told.first("resource_server"));
        put(line, "policy", told.title());
        put(line, "alertId", alert.id());
        put(line, "level", alert.level().word());
        put(line, "clientId", told.first("client_id"));
        put(line, "tenant", alert.tenant());
        put(line, "issuer", told.first("issuer"));
        put(line, "key", told.key());
        put(line, "tokenHash", told.first("token_id"));
        put(line, "tokenFamily", told.first("family_id"));
        put(line, "count", Long.toString(alert.count()));
        put(line, "riskScore", Integer.toString(alert.score()));
        put(line, "techniques", String.join(" ", told.techniques()));
        put(line, "runbook", alert.rule().response());
        put(line, "firstSeen", Long.toString(alert.time()));
        put(line, "sentTime", Long.toString(run.now()));
        put(line, "why", told.why());
        put(line, "msg", told.sentence());
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** QRadar's 1 to 10. */
    private static int severity(Level level) {
        return switch (level) {
            case INFORMATIONAL -> 1;
            case LOW -> 3;
            case MEDIUM -> 5;
            case HIGH -> 8;
            case CRITICAL -> 10;
        };
    }

    private static String inHeader(String text) {
        return Control.visible(text.replace('|', '/'));
    }

    private static void put(StringBuilder line, String key, String value) {
        if (!value.isEmpty()) {
            line.append(line.charAt(line.length() - 1) == '|' ? "" : "\t")
                    .append(key)
                    .append('=');
            line.append(Control.visible(value.replace("\r", "\\r").replace("\n", "\\n")));
        }
    }
}
