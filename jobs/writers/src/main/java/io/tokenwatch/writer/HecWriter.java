package io.tokenwatch.writer;

import com.google.auto.service.AutoService;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.alert.Iso;
import io.tokenwatch.alert.Triage;
import java.io.IOException;

/**
 * An event of Splunk's HTTP Event Collector; the fields are those of the Alerts data model of the Common Information Model,
 * and our own beside them. The index is that of the token.
 */
@AutoService(AlertWriter.class)
public final class HecWriter implements AlertWriter {
    static final String SOURCE_TYPE = "tokenwatch:alert";

    @Override
    public String format() {
        return "hec";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    /** Splunk takes a megabyte, and cuts what it indexes as one line at 10,000 bytes unless {@code TRUNCATE} says more. */
    @Override
    public int longest() {
        return 9_900;
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        Told told = new Told(alert, change, run);
        return Json.document(json -> {
            json.seconds("time", alert.lastTime());
            json.text("source", "tokenwatch");
            json.text("sourcetype", SOURCE_TYPE);
            json.object("event", event -> event(event, told));
        });
    }

    private static void event(Json json, Told told) throws IOException {
        Alert alert = told.alert();
        json.text("id", alert.id());
        json.text("notification_id", told.id());
        json.text("app", Told.PRODUCT);
        json.text("type", "alert");
        json.text("action", told.action());
        json.text("signature", told.title());
        json.text("signature_id", alert.rule().id());
        json.text("description", told.sentence());
        json.text("severity", alert.level().word());
        json.number("severity_id", alert.level().severity());
        json.number("risk_score", alert.score());
        json.text("confidence", Triage.confidence(alert.rule(), told.run().warm()));
        json.text("route", Triage.route(alert));
        json.texts("mitre_technique_id", told.techniques());
        json.text("src", told.first("src.ip"));
        json.texts("src_ip", told.all("src.ip"));
        json.text("user", told.first("subject"));
        json.text("dest", told.first("resource_server"));
        json.text("user_agent", told.first("user_agent"));
        json.text("tenant", alert.tenant());
        json.text("client_id", told.first("client_id"));
        json.text("issuer", told.first("issuer"));
        json.texts("token_hash", told.all("token_id"));
        json.texts("token_family_hash", told.all("family_id"));
        json.object("key", key -> key.values(alert.key()));
        json.objects("why", alert.facts(), (why, fact) -> {
            why.text("feature", fact.feature());
            why.text("observed", fact.observed());
            why.text("expected", fact.expected());
            why.text("kind", fact.kind().word());
        });
        json.number("count", alert.count());
        json.flag("count_is_estimate", alert.estimated());
        json.text("first_seen", Iso.text(alert.time()));
        json.text("last_seen", Iso.text(alert.lastTime()));
        json.text("runbook", alert.rule().response());
        json.number("rule_version", alert.rule().version());
        json.text("pack", told.run().pack());
        json.flag("truncated", alert.truncated());
        json.flag("warm", told.run().warm());
        json.text("run_mode", told.run().mode());
        json.objects("evidence", alert.evidence(), HecWriter::evidence);
    }

    private static void evidence(Json json, AlertEvidence evidence) throws IOException {
        json.text("time", Iso.text(evidence.time()));
        json.text("id", evidence.eventId());
        json.text("role", evidence.role());
        json.text("raw_ref", evidence.rawRef());
        json.object("fields", fields -> fields.values(evidence.values()));
    }
}
