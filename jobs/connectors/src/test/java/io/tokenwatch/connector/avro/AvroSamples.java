package io.tokenwatch.connector.avro;

import io.tokenwatch.event.Field;
import io.tokenwatch.event.TokenEvent;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Schemas that cover every field, and random events, reproducible by their seed. */
final class AvroSamples {
    private static final String[] ALPHABET = {"a", "Z", "7", ".", " ", "é", "汉", "\uD83D\uDE00", "\"", "\n"};

    private AvroSamples() {}

    static Schema parse(String json) {
        return new Schema.Parser().parse(json);
    }

    /** A record with one nullable part per field; every third one in a nullable record of its own. */
    static Schema everyField() {
        String parts = Arrays.stream(Field.values()).map(AvroSamples::part).collect(Collectors.joining(","));
        return parse("{\"type\":\"record\",\"name\":\"Every\",\"fields\":[" + parts + "]}");
    }

    private static String part(Field field) {
        String name = field.name().toLowerCase(java.util.Locale.ROOT);
        String leaf = "{\"name\":\"%s\",\"type\":[\"null\",%s],\"default\":null,\"tokenwatch.field\":\"%s\"}"
                .formatted(name, type(field), field.fieldName());
        return name.length() % 3 != 0
                ? leaf
                : "{\"name\":\"in_%s\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"R_%s\",\"fields\":[%s]}]}"
                        .formatted(name, name, leaf);
    }

    private static String type(Field field) {
        return switch (field.type()) {
            case TEXT, CASELESS, ADDRESS -> "\"string\"";
            case TEXTS -> "{\"type\":\"array\",\"items\":\"string\"}";
            case NUMBER -> "\"long\"";
            case DECIMAL -> "\"double\"";
            case FLAG -> "\"boolean\"";
            case TIME, SECONDS -> "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}";
        };
    }

    static TokenEvent event(Random random) {
        TokenEvent event = new TokenEvent();
        double density = random.nextDouble();
        for (Field field : Field.values()) {
            if (random.nextDouble() < density) {
                switch (field.type()) {
                    case TEXT, CASELESS, ADDRESS -> event.set(field, text(random));
                    case TEXTS -> event.set(field, texts(random));
                    case FLAG -> event.set(field, random.nextInt(2));
                    case DECIMAL -> event.set(field, random.nextDouble());
                    case NUMBER, TIME, SECONDS -> event.set(field, random.nextLong() >> random.nextInt(63));
                }
            }
        }
        return event;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(40), 0, ALPHABET.length)
                .mapToObj(i -> ALPHABET[i])
                .collect(Collectors.joining());
    }

    private static String[] texts(Random random) {
        return random.ints(random.nextInt(5), 0, 1).mapToObj(i -> text(random)).toArray(String[]::new);
    }

    static TokenEvent decode(Schema writer, byte[] bytes) throws UnreadableEvent {
        TokenEvent event = new TokenEvent();
        AvroEvents.decoder(writer).decode(bytes, 0, bytes.length, event);
        return event;
    }

    static boolean same(TokenEvent one, TokenEvent other) {
        return Arrays.stream(Field.values())
                .allMatch(field -> Objects.deepEquals(one.value(field), other.value(field)));
    }
}
