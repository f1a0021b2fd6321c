package io.tokenwatch.writer;

import com.google.auto.service.AutoService;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertEvidence;
import io.tokenwatch.alert.AlertSink.Change;
import io.tokenwatch.alert.EcsAlert.Run;
import io.tokenwatch.alert.Iso;
import io.tokenwatch.alert.Triage;
import io.tokenwatch.rule.Level;
import io.tokenwatch.rule.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** OCSF Detection Finding (class 2004), as schema 1.8.0 has it. */
@AutoService(AlertWriter.class)
public final class OcsfWriter implements AlertWriter {
    static final String SCHEMA = "1.8.0";

    /** A value to pivot by: where it is in the document, and OCSF's number and name for its kind. */
    private record Observable(String name, int typeId, String type, String value) {}

    /** A thing that was abused. */
    private record Resource(String type, String uid) {}

    @Override
    public String format() {
        return "ocsf";
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public int longest() {
        return 64 * 1024;
    }

    @Override
    public byte[] write(Alert alert, Change change, Run run) {
        Told told = new Told(alert, change, run);
        return Json.document(json -> {
            classification(json, change);
            json.number("time", run.now());
            json.number("start_time", alert.time());
            json.number("end_time", alert.lastTime());
            json.number("count", alert.count());
            json.text("message", told.title());
            severity(json, alert.level());
            status(json, alert);
            confidence(json, Triage.confidence(alert.rule(), run.warm()));
            json.flag("is_alert", change.alerts());
            json.number("risk_score", alert.score());
            json.object("metadata", metadata -> metadata(metadata, told));
            json.object("finding_info", finding -> finding(finding, told));
            json.objects("resources", resources(told), (one, resource) -> {
                one.text("type", resource.type());
                one.text("uid", resource.uid());
            });
            json.objects("evidences", alert.evidence(), OcsfWriter::evidence);
            json.objects("observables", observables(told), (one, observable) -> {
                one.text("name", observable.name());
                one.number("type_id", observable.typeId());
                one.text("type", observable.type());
                one.text("value", observable.value());
            });
            if (!alert.rule().response().isEmpty()) {
                json.object(
                        "remediation",
                        one -> one.text("desc", "Runbook " + alert.rule().response()));
            }
            json.object("unmapped", ours -> unmapped(ours, told));
        });
    }

    private static void classification(Json json, Change change) throws IOException {
        int activity =
                switch (change) {
                    case OPENED -> 1;
                    case RETRACTED, CLOSED -> 3;
                    default -> 2;
                };
        String name = List.of("Create", "Update", "Close").get(activity - 1);
        json.number("activity_id", activity);
        json.text("activity_name", name);
        json.number("category_uid", 2);
        json.text("category_name", "Findings");
        json.number("class_uid", 2004);
        json.text("class_name", "Detection Finding");
        json.number("type_uid", 200_400 + activity);
        json.text("type_name", "Detection Finding: " + name);
    }

    private static void severity(Json json, Level level) throws IOException {
        json.number(
                "severity_id",
                switch (level) {
                    case INFORMATIONAL -> 1;
                    case LOW -> 2;
                    case MEDIUM -> 3;
                    case HIGH -> 4;
                    case CRITICAL -> 5;
                });
        json.text("severity", capitalised(level.word()));
    }

    /** None of OCSF's own words says that a finding has lost its ground, or that the detector has no more to say. */
    private static void status(Json json, Alert alert) throws IOException {
        json.number("status_id", alert.status() == Alert.Status.OPEN ? 1 : 99);
        json.text(
                "status",
                switch (alert.status()) {
                    case OPEN -> "New";
                    case CLOSED -> "Closed";
                    case RETRACTED -> "Retracted";
                });
    }

    private static void confidence(Json json, String word) throws IOException {
        json.number("confidence_id", List.of("low", "medium", "high").indexOf(word) + 1);
        json.text("confidence", capitalised(word));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1);
    }

    private static void metadata(Json json, Told told) throws IOException {
        json.text("version", SCHEMA);
        json.text("uid", told.id());
        json.text("event_code", told.alert().rule().id());
        json.text("tenant_uid", told.alert().tenant());
        json.object("product", product -> {
            product.text("name", Told.PRODUCT);
            product.text("vendor_name", Told.VENDOR);
            product.text("version", Told.PRODUCT_VERSION);
        });
    }

    private static void finding(Json json, Told told) throws IOException {
        Alert alert = told.alert();
        Rule rule = alert.rule();
        json.text("uid", alert.id());
        json.text("title", told.title());
        json.text("desc", told.sentence());
        json.number("first_seen_time", alert.time());
        json.number("last_seen_time", alert.lastTime());
        json.number("modified_time", told.run().now());
        json.object("analytic", analytic -> {
            analytic.number("type_id", 1);
            analytic.text("type", "Rule");
            analytic.text("uid", rule.id());
            analytic.text("name", rule.title());
            analytic.text("version", Integer.toString(rule.version()));
            analytic.text("desc", rule.description());
        });
        json.objects(
                "attacks",
                told.techniques(),
                (attack, technique) -> attack.object("technique", one -> one.text("uid", technique)));
    }

    private static List<Resource> resources(Told told) {
        List<Resource> resources = new ArrayList<>();
        told.all("client_id").forEach(id -> resources.add(new Resource("OAuth client", id)));
        told.all("family_id").forEach(id -> resources.add(new Resource("OAuth token family", id)));
        told.all("token_id").forEach(id -> resources.add(new Resource("OAuth token", id)));
        return resources;
    }

    private static List<Observable> observables(Told told) {
        List<Observable> observables = new ArrayList<>();
        told.all("src.ip")
                .forEach(ip -> observables.add(new Observable("evidences.src_endpoint.ip", 2, "IP Address", ip)));
        resources(told).forEach(one -> observables.add(new Observable("resources.uid", 10, "Resource UID", one.uid())));
        told.all("subject").forEach(id -> observables.add(new Observable("evidences.user.uid", 99, "User UID", id)));
        return observables;
    }

    private static void evidence(Json json, AlertEvidence evidence) throws IOException {
        Object ip = evidence.values().get("src.ip");
        Object subject = evidence.values().get("subject");
        json.text("uid", evidence.eventId());
        json.text("name", evidence.role());
        if (ip != null) {
            json.object("src_endpoint", endpoint -> endpoint.text("ip", ip.toString()));
        }
        if (subject != null) {
            json.object("user", user -> user.text("uid", subject.toString()));
        }
        json.object("data", data -> {
            data.text("time", Iso.text(evidence.time()));
            data.text("raw_ref", evidence.rawRef());
            data.values(evidence.values());
        });
    }

    /** What OCSF has no place for. */
    private static void unmapped(Json json, Told told) throws IOException {
        Alert alert = told.alert();
        json.object("key", key -> key.values(alert.key()));
        json.objects("why", alert.facts(), (why, fact) -> {
            why.text("feature", fact.feature());
            why.text("observed", fact.observed());
            why.text("expected", fact.expected());
            why.text("kind", fact.kind().word());
        });
        json.text("action", told.action());
        json.text("issuer", told.first("issuer"));
        json.text("bucket_start", Iso.text(alert.bucketStart()));
        json.text("bucket_end", Iso.text(alert.bucketEnd()));
        json.flag("count_is_estimate", alert.estimated());
        json.flag("truncated", alert.truncated());
        json.flag("warm", told.run().warm());
        json.text("pack", told.run().pack());
        json.text("run_mode", told.run().mode());
        json.text("run_id", told.run().id());
    }
}
