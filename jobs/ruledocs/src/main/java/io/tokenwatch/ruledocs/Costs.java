package io.tokenwatch.ruledocs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the rules cost on some history, as a backtest measured it. */
public final class Costs {
    /** The file beside the pages that keeps the figures, so that the pages can be written again without the history. */
    public static final String FILE = "cost.ndjson";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonNode> ofRules = new TreeMap<>();

    private Costs() {}

    /** Of the lines of a {@code backtest.ndjson}, or of a {@link #FILE}; none if the file is not there. */
    public static Costs read(Path file) throws IOException {
        Costs costs = new Costs();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                JsonNode node = JSON.readTree(line);
                if (node.path("type").asText().equals("rule")) {
                    costs.ofRules.put(node.path("rule_id").asText(), node);
                }
            }
        }
        return costs;
    }

    /** The figures, one line a rule. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        ofRules.forEach((id, node) -> lines.add("{\"type\":\"rule\",\"rule_id\":\"" + id + "\",\"rule_version\":"
                + node.path("rule_version") + ",\"cost\":" + node.path("cost") + "}"));
        return lines;
    }

    /** A sentence; empty if the cost of that version is not known. */
    Optional<String> of(String rule, int version) {
        JsonNode node = ofRules.get(rule);
        if (node == null || node.path("rule_version").asInt() != version) {
            return Optional.empty();
        }
        JsonNode cost = node.path("cost");
        return Optional.of(String.format(
                Locale.ROOT,
                "It takes in %,.0f of a million events, and keeps %,.0f bytes for each key.",
                cost.path("matched_per_million").asDouble(),
                cost.path("state_bytes_per_key").asDouble()));
    }
}
