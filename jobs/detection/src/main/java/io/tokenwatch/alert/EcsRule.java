package io.tokenwatch.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.tokenwatch.event.Field;
import io.tokenwatch.rule.KeyPart;
import io.tokenwatch.rule.Role;
import io.tokenwatch.rule.Rule;
import io.tokenwatch.rule.TagNames;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every document of one rule's alerts says alike, as JSON that is made once. */
final class EcsRule {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ATTACK = "attack.t";
    private static final String NHI = "owasp.nhi";
    private static final String TECHNIQUES = "https://attack.mitre.org/techniques/";

    /** What ECS calls the things that risk adds up for. */
    private static final Map<Field, String> ENTITIES = Map.of(
            Field.CLIENT_ID, "application",
            Field.AZP, "application",
            Field.SUBJECT, "user",
            Field.SESSION_ID, "session",
            Field.RESOURCE_SERVER, "service",
            Field.ISSUER, "service");

    /** What its alerts may show of {@link EcsIdentity#FIELDS}, with what the key calls it. */
    final Map<Field, String> fields;

    /** Of the steps, by name. */
    final Map<String, String> roles;

    /** Of the fields that its alerts show, those that hold an instant. */
    final Set<String> times;

    final String entityType;
    /** Fields of the root, each with a comma before it. */
    final SerializedString root;

    /** Fields of {@code oauth.alert}, each with a comma before it. */
    final SerializedString alert;

    EcsRule(Rule rule) {
        fields = new EnumMap<>(Field.class);
        Stream.concat(EcsIdentity.FIELDS.stream(), Stream.of(rule.riskEntity())).forEach(field -> {
            Optional<KeyPart> part = rule.groupBy().stream()
                    .filter(key -> key.fields().contains(field))
                    .findFirst();
            if (part.isPresent() || rule.captures().contains(field)) {
                fields.put(field, part.map(KeyPart::name).orElse(field.fieldName()));
            }
        });
        times = rule.captures().stream()
                .filter(field -> field.type().isTime())
                .map(Field::fieldName)
                .collect(Collectors.toUnmodifiableSet());
        List<Role> byStep = Role.of(rule);
        roles = new HashMap<>();
        for (int i = 0; i < byStep.size(); i++) {
            roles.putIfAbsent(rule.steps().get(i).name(), byStep.get(i).word());
        }
        entityType = ENTITIES.getOrDefault(rule.riskEntity(), "");
        root = fragment(json -> {
            json.writeStringField("message", rule.title());
            EcsAlert.strings(json, "tags", rule.tags());
            EcsAlert.nested(json, "ecs", "version", EcsAlert.ECS);
            rule(json, rule);
            threat(json, rule.tags());
        });
        alert = fragment(json -> {
            json.writeStringField("runbook", rule.response());
            EcsAlert.strings(json, "actions", rule.actions());
            EcsAlert.strings(json, "nhi", risks(rule.tags()));
        });
    }

    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static SerializedString fragment(Fields fields) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot be written to", e);
        }
        String object = out.toString();
        return new SerializedString("," + object.substring(1, object.length() - 1));
    }

    private static void rule(JsonGenerator json, Rule rule) throws IOException {
        json.writeObjectFieldStart("rule");
        json.writeStringField("id", rule.id());
        json.writeStringField("name", rule.title());
        json.writeStringField("version", Integer.toString(rule.version()));
        json.writeStringField("description", rule.description());
        json.writeStringField("reference", rule.response());
        json.writeStringField("ruleset", "tokenwatch");
        json.writeEndObject();
    }

    private static void threat(JsonGenerator json, List<String> tags) throws IOException {
        Set<String> techniques = new TreeSet<>();
        Set<String> subtechniques = new TreeSet<>();
        tags.stream().filter(tag -> tag.startsWith(ATTACK)).forEach(tag -> {
            int dot = tag.indexOf('.', ATTACK.length());
            techniques.add(dot < 0 ? tag : tag.substring(0, dot));
            if (dot >= 0) {
                subtechniques.add(tag);
            }
        });
        if (!techniques.isEmpty()) {
            json.writeObjectFieldStart("threat");
            json.writeStringField("framework", "MITRE ATT&CK");
            json.writeObjectFieldStart("technique");
            techniques(json, techniques);
            if (!subtechniques.isEmpty()) {
                json.writeObjectFieldStart("subtechnique");
                techniques(json, subtechniques);
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private static void techniques(JsonGenerator json, Set<String> tags) throws IOException {
        List<String> ids = tags.stream()
                .map(tag -> tag.substring(ATTACK.length() - 1).toUpperCase(Locale.ROOT))
                .toList();
        EcsAlert.strings(json, "id", ids);
        EcsAlert.strings(json, "name", tags.stream().map(EcsRule::name).toList());
        EcsAlert.strings(
                json,
                "reference",
                ids.stream().map(id -> TECHNIQUES + id.replace('.', '/') + "/").toList());
    }

    /** Without that of the technique that it is part of; the id where it has none that we know. */
    private static String name(String tag) {
        String name = TagNames.all()
                .getOrDefault(tag, tag.substring(ATTACK.length() - 1).toUpperCase(Locale.ROOT));
        return name.substring(name.indexOf(": ") < 0 ? 0 : name.indexOf(": ") + 2);
    }

    private static List<String> risks(List<String> tags) {
        return tags.stream()
                .filter(tag -> tag.startsWith(NHI))
                .map(tag -> "NHI" + tag.substring(NHI.length()) + ":2025")
                .toList();
    }
}
