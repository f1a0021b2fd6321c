package io.tokenwatch.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tokenwatch.alert.Iso;
import io.tokenwatch.connector.network.NetworkSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/**
 * What an answer rests on: who has the same can get the same answer, byte for byte.
 *
 * @param version of Tokenwatch
 * @param rulePack hash of the rule pack that is in force last
 * @param packs how many packs were in force, one after the other
 * @param from start of the period that was asked for, milliseconds since the epoch; {@link Long#MIN_VALUE} for none
 * @param to its end; {@link Long#MAX_VALUE} for none
 * @param networkFacts databases that filled what the logs do not say of addresses
 * @param inputs in the order in which they were read
 */
public record Provenance(
        String version,
        String rulePack,
        int packs,
        long from,
        long to,
        List<NetworkSource> networkFacts,
        List<InputDigest> inputs) {
    private static final String FILE = "/META-INF/maven/io.tokenwatch/tokenwatch-replay/pom.properties";

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", version);
        json.writeStringField("rule_pack", rulePack);
        json.writeNumberField("rule_packs", packs);
        if (from != Long.MIN_VALUE) {
            json.writeStringField("from", Iso.text(from));
        }
        if (to != Long.MAX_VALUE) {
            json.writeStringField("to", Iso.text(to));
        }
        json.writeArrayFieldStart("network_facts");
        for (NetworkSource source : networkFacts) {
            json.writeStartObject();
            json.writeStringField("name", source.file());
            json.writeStringField("database", source.type());
            json.writeStringField("built", Iso.text(source.built()));
            json.writeStringField("sha256", source.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("inputs");
        for (InputDigest input : inputs) {
            input.write(json);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** The version that Maven wrote into the jar. */
    public static String builtVersion() {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream(FILE)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("pom.properties cannot be read", e);
        }
        return properties.getProperty("version", "(not packaged)");
    }
}
