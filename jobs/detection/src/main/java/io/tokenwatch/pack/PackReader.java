package io.tokenwatch.pack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.Faults;
import io.tokenwatch.yaml.FaultyFileException;
import io.tokenwatch.yaml.Place;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PackJson} writes, from anybody: bounded in size, depth and number, and the hash must be that of the files. */
public final class PackReader {
    /** Of a pack, bytes. */
    public static final int LARGEST = 8 << 20;

    private static final int LARGEST_FILE = 1 << 20;
    private static final int MOST_FILES = 2_000;
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){0,7}");
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(LARGEST_FILE)
                    .maxNameLength(1_000)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final TreeMap<String, String> files = new TreeMap<>();
    private int format;
    private String tokenwatch = "";
    private String hash = "";
    private @Nullable Instant effectiveFrom;
    private @Nullable Instant publishedAt;

    private PackReader() {}

    /** @throws FaultyFileException if it is no pack */
    public static Pack pack(byte[] json) {
        return new PackReader().read(json);
    }

    /** @throws FaultyFileException if it is no published pack */
    public static Published published(byte[] json) {
        PackReader reader = new PackReader();
        Pack pack = reader.read(json);
        Instant from = reader.effectiveFrom;
        Instant at = reader.publishedAt;
        if (from == null || at == null) {
            throw refused("'effective_from' or 'published_at' is missing", "publish it with 'rules publish'");
        }
        return new Published(pack, from.toEpochMilli(), at.toEpochMilli());
    }

    private Pack read(byte[] json) {
        if (json.length > LARGEST) {
            throw refused(json.length + " bytes are more than a pack may have, " + LARGEST, "split it");
        }
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw refused("this is no pack: no JSON object", "make one with 'rules compile'");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser.currentName(), parser);
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw refused("the pack does not end where it should", "");
            }
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw refused("this is no pack: " + why.substring(0, Math.min(200, why.length())), "");
        }
        return checked();
    }

    private void field(String name, JsonParser parser) throws IOException {
        JsonToken value = parser.nextToken();
        switch (name) {
            case "format" -> format = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : -1;
            case "tokenwatch" -> tokenwatch = text(parser);
            case "hash" -> hash = text(parser);
            case "effective_from" -> effectiveFrom = instant(parser);
            case "published_at" -> publishedAt = instant(parser);
            case "files" -> files(parser);
            default -> throw refused("'" + name + "' is not a key of a pack", "");
        }
        if (name.equals("format") && format != PackJson.FORMAT) {
            throw refused("its format is not " + PackJson.FORMAT, "make it with the version that runs");
        }
    }

    private void files(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw refused("'files' is no object", "");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (name.length() > 200 || !NAME.matcher(name).matches()) {
                throw refused("a file has a name that is not allowed", "use letters, digits, '.', '_', '-' and '/'");
            }
            parser.nextToken();
            files.put(name, text(parser));
            if (files.size() > MOST_FILES) {
                throw refused("there are more than " + MOST_FILES + " files", "split it");
            }
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw refused(
                    "there is no text where one belongs, at "
                            + parser.currentLocation().getByteOffset(),
                    "");
        }
        return parser.getText();
    }

    private static Instant instant(JsonParser parser) throws IOException {
        try {
            Instant time = Instant.parse(text(parser));
            if (time.isBefore(Instant.parse("2000-01-01T00:00:00Z"))
                    || time.isAfter(Instant.parse("9999-01-01T00:00:00Z"))) {
                throw refused(time + " is no time for a pack", "");
            }
            return time;
        } catch (DateTimeException e) {
            throw refused("there is no time where one belongs", "write one such as 2026-01-01T00:00:00Z");
        }
    }

    private Pack checked() {
        if (format != PackJson.FORMAT) {
            throw refused("its format is not " + PackJson.FORMAT, "make it with the version that runs");
        }
        Pack pack = new Pack(new RuleFiles(files), tokenwatch);
        if (files.isEmpty()) {
            throw refused("there is no rule in it", "");
        }
        if (!pack.hash().equals(hash)) {
            throw refused(
                    "its files have the hash " + pack.hash() + ", not the one that it names",
                    "it has been changed since it was made: make it again");
        }
        return pack;
    }

    private static FaultyFileException refused(String what, String advice) {
        Faults faults = new Faults();
        faults.add(FaultKind.BAD_PACK, Place.of("pack"), what, advice);
        return new FaultyFileException(faults.list());
    }
}
