package io.tokenwatch.connector;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tokenwatch.connector.redact.Redactor;
import io.tokenwatch.connector.text.BoundedJson;
import io.tokenwatch.connector.text.Timestamps;
import io.tokenwatch.connector.text.Unreadable;
import io.tokenwatch.event.Field;
import io.tokenwatch.event.FieldType;
import io.tokenwatch.event.FieldValue;
import io.tokenwatch.event.TokenEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads canonical NDJSON without a tree between bytes and slots. Missing event_id: hash of the line. Missing
 * event_time or event_type, a value of the wrong kind, a name that appears twice: unreadable. Unknown event_type:
 * skipped. Unknown field: the event counts, the field is counted by its name.
 */
public final class CanonicalReader extends RecordReader {
    /** Beyond this many, further unknown names are counted together. */
    private static final int MOST_UNKNOWN_NAMES = 64;

    private static final Map<String, Field> FIELDS =
            Arrays.stream(Field.values()).collect(Collectors.toUnmodifiableMap(Field::fieldName, field -> field));

    /**
     * Fields with few values, which are worth pooling. Those with thousands are not: the memory that a look into a
     * large pool misses costs more than a new String.
     */
    private static final Set<Field> POOLED = EnumSet.of(
            Field.EVENT_TYPE,
            Field.OUTCOME,
            Field.ERROR,
            Field.TENANT,
            Field.ISSUER,
            Field.SOURCE,
            Field.TOKEN_KIND,
            Field.TOKEN_TYPE,
            Field.KID,
            Field.ALG,
            Field.SCOPE,
            Field.REQUESTED_SCOPE,
            Field.USED_SCOPE,
            Field.AUDIENCE,
            Field.REQUESTED_AUDIENCE,
            Field.SUBJECT_TYPE,
            Field.CLIENT_TYPE,
            Field.GRANT_TYPE,
            Field.AUTH_METHOD,
            Field.CLIENT_ENVIRONMENT,
            Field.SRC_AS_TYPE,
            Field.SRC_COUNTRY,
            Field.USER_AGENT,
            Field.UA_FAMILY,
            Field.RESOURCE_SERVER,
            Field.VALIDATION_MODE,
            Field.DENY_REASON,
            Field.ENDPOINT_CLASS,
            Field.REVOCATION_SCOPE,
            Field.REASON,
            Field.INITIATOR);

    private static final Set<String> OUTCOMES = Set.of("success", "failure");

    private final TokenEvent event = new TokenEvent();
    private final TextPool pool = new TextPool();
    private final PlainLine plain;
    private final Map<String, Field> fields = new HashMap<>(FIELDS);
    private final Map<String, Long> unknown = new TreeMap<>();

    CanonicalReader(Connector connector, Settings settings) {
        super(connector, settings);
        this.plain = new PlainLine(redactor, pool, POOLED);
    }

    /** How often each unknown field appeared, by name; token-shaped names are hashed. */
    public Map<String, Long> unknownFields() {
        return Collections.unmodifiableMap(unknown);
    }

    @Override
    protected Outcome parse(byte[] buffer, int from, int length, Consumer<? super TokenEvent> sink) throws Unreadable {
        Outcome outcome = read(buffer, from, length, event);
        if (outcome instanceof Outcome.Read) {
            sink.accept(event);
        }
        return outcome;
    }

    /**
     * The fast way in: reads one line, without line end, into the event, which is cleared first.
     *
     * @return {@link Outcome#ONE_EVENT}, or skipped; then the event's content means nothing
     */
    public Outcome read(byte[] buffer, int from, int length, TokenEvent into) throws Unreadable {
        if (length > LONGEST) {
            throw new Unreadable("longer than " + LONGEST + " bytes");
        }
        into.clear();
        if (plain.read(buffer, from, length, into)) {
            return finish(buffer, from, length, into);
        }
        into.clear();
        try (JsonParser parser = BoundedJson.FACTORY.createParser(buffer, from, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Unreadable("no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, into);
            }
            if (parser.nextToken() != null) {
                throw new Unreadable("text after the JSON object");
            }
        } catch (StreamConstraintsException e) {
            throw new Unreadable("JSON beyond its bounds (depth 32, string 8 KB, number 64 digits, name 256 B)");
        } catch (IOException e) {
            throw new Unreadable("no well-formed JSON in UTF-8");
        }
        return finish(buffer, from, length, into);
    }

    private Outcome finish(byte[] buffer, int from, int length, TokenEvent into) throws Unreadable {
        String type = into.text(Field.EVENT_TYPE);
        if (type == null) {
            throw new Unreadable("no event_type");
        }
        if (!EventTypes.ALL.contains(type)) {
            return skipped(type);
        }
        String outcome = into.text(Field.OUTCOME);
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw wrong(Field.OUTCOME);
        }
        complete(into, null, buffer, from, length);
        redactor.hashIds(into);
        return Outcome.ONE_EVENT;
    }

    private void field(JsonParser parser, TokenEvent into) throws IOException, Unreadable {
        String name = parser.currentName();
        Field field = fields.get(name);
        JsonToken value = parser.nextToken();
        if (field == null) {
            parser.skipChildren();
            countUnknown(name);
        } else if (into.has(field)) {
            // Parsers disagree on which one counts; an attacker would choose.
            throw new Unreadable(field.fieldName() + " appears twice");
        } else if (value == JsonToken.VALUE_STRING) {
            text(parser, field, into);
        } else if (value == JsonToken.VALUE_NUMBER_INT && field.type() != FieldType.FLAG) {
            whole(parser, field, into);
        } else if (value == JsonToken.START_ARRAY) {
            set(into, field, list(parser, field));
        } else if (value == JsonToken.START_OBJECT) {
            throw wrong(field);
        } else if (value != JsonToken.VALUE_NULL) {
            boolean fraction =
                    value == JsonToken.VALUE_NUMBER_FLOAT && field.type().isNumber();
            set(into, field, fraction ? (Object) parser.getDoubleValue() : parser.getText());
        }
    }

    private void text(JsonParser parser, Field field, TokenEvent into) throws IOException, Unreadable {
        FieldType type = field.type();
        if (type.isText()) {
            into.set(field, text(parser, field));
        } else if (type.isTime()) {
            long time = Timestamps.utc(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
            if (time == TokenEvent.ABSENT) {
                set(into, field, parser.getText());
            } else {
                into.set(field, time);
            }
        } else {
            set(into, field, type.isTexts() ? redactor.clean(parser.getText()) : parser.getText());
        }
    }

    private String text(JsonParser parser, Field field) throws IOException, Unreadable {
        if (!POOLED.contains(field)) {
            String text = parser.getText();
            return Redactor.TOKEN_IDS.contains(field) ? text : redactor.clean(field, text);
        }
        char[] characters = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        String pooled = pool.find(characters, offset, length);
        if (pooled != null) {
            return pooled;
        }
        String text = new String(characters, offset, length);
        String clean = redactor.clean(field, text);
        if (clean.equals(text)) {
            pool.keep(text, text.hashCode());
        }
        return clean;
    }

    private void whole(JsonParser parser, Field field, TokenEvent into) throws IOException, Unreadable {
        if (field.type().isNumber() && field.type() != FieldType.DECIMAL) {
            try {
                into.set(field, parser.getLongValue());
            } catch (InputCoercionException e) {
                throw wrong(field);
            }
        } else {
            set(into, field, parser.getText());
        }
    }

    private List<String> list(JsonParser parser, Field field) throws IOException, Unreadable {
        List<String> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            if (next == null || !next.isScalarValue() || !field.type().isTexts()) {
                throw wrong(field);
            }
            if (next != JsonToken.VALUE_NULL) {
                elements.add(text(parser, field));
            }
        }
        return elements;
    }

    private void set(TokenEvent into, Field field, Object value) throws Unreadable {
        try {
            FieldValue.set(into, field, value);
        } catch (IllegalArgumentException e) {
            // Its message shows the value, which may be a token.
            throw wrong(field);
        }
        if (field.type() == FieldType.DECIMAL
                && into.has(field)
                && !Double.isFinite(Double.longBitsToDouble(into.number(field)))) {
            throw wrong(field);
        }
    }

    private void countUnknown(String name) {
        String key = redactor.clean(name);
        unknown.merge(
                unknown.containsKey(key) || unknown.size() < MOST_UNKNOWN_NAMES ? key : "(others)", 1L, Long::sum);
    }

    private static Unreadable wrong(Field field) {
        return new Unreadable(field.fieldName()
                + switch (field.type()) {
                    case TEXT, CASELESS, ADDRESS ->
                        field == Field.OUTCOME ? " is success, failure or unknown" : " takes one text";
                    case TEXTS -> " takes a list of texts";
                    case NUMBER -> " takes a whole number";
                    case DECIMAL -> " takes a number";
                    case FLAG -> " takes true or false";
                    case TIME, SECONDS -> " takes a time such as 2026-01-01T00:00:00Z";
                });
    }
}
