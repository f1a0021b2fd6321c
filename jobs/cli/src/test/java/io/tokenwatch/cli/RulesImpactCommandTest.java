package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesImpactCommandTest {
    private static final String RULE = """
            id: networks
            version: 1
            title: Two networks
            detection: {used: {event_type: token.validated}}
            correlation: {type: value_count, group-by: [client_id], timespan: 1h, condition: {field: src.asn, gte: 2}}
            suppress: {by: [client_id], for: 1d}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void files() throws IOException {
        write("rules/networks.yml", RULE);
        write("keys", "t1 always " + "ab".repeat(32));
        folder.resolve("keys").toFile().setReadable(false, false);
        folder.resolve("keys").toFile().setReadable(true, true);
        StringBuilder events = new StringBuilder();
        for (String client : new String[] {"batch", "shop", "mail"}) {
            event(events, client, 0, 1);
            event(events, client, 1, 2);
            event(events, client, 2, 3);
        }
        write("events.ndjson", events.toString());
        write("batch.yml", """
                id: batch
                title: Batches that run everywhere
                owner: platform
                entries:
                  - {match: {client_id: batch}, reason: runs in two regions, expires: 2027-01-01}
                  - {match: {client_id: shop, src.asn: 3}, reason: a new office, expires: 2027-01-01}
                  - {match: {client_id: mail}, reason: it was so then, expires: 2020-01-01}
                """);
    }

    private static void event(StringBuilder events, String client, int minute, int network) {
        events.append("""
                {"event_type":"token.validated","event_time":"2026-01-05T10:0%d:00Z","client_id":"%s","src.asn":%d}
                """.formatted(minute, client, network));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int impact(String... more) {
        String[] arguments = {
            "rules",
            "impact",
            folder.resolve("events.ndjson").toString(),
            "--rules",
            folder.resolve("rules").toString(),
            "--token-keys",
            folder.resolve("keys").toString(),
            "--out",
            folder.resolve("out").toString()
        };
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void saysWhatEachEntryRemovesAndWhatStays() throws IOException {
        String list = folder.resolve("batch.yml").toString();
        assertThat(impact("--exceptions", list, "--rule", "networks"))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        list + " would remove 1 of 3 alerts, change 1, keep 1 (9 events judged)",
                        "events removes changes entry, on its own",
                        "3 1 0 {client_id: batch}",
                        "1 0 1 {client_id: shop, src.asn: 3}",
                        "0 0 0 {client_id: mail}",
                        "removed changed kept rule",
                        "1 1 1 networks",
                        "-> " + folder.resolve("out/impact.ndjson"));
        assertThat(Files.readAllLines(folder.resolve("out/impact.ndjson")))
                .hasSize(1 + 3 + 1 + 2)
                .anyMatch(line -> line.startsWith("{\"type\":\"alert\",\"what\":\"removed\",\"alert\":{\"alert_id\":")
                        && line.contains("\"client_id\":\"batch\""));
    }

    @Test
    void asJson() {
        assertThat(impact("--exceptions", folder.resolve("batch.yml").toString(), "--rule", "networks", "--json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("\"alerts\":3,\"removed\":1,\"changed\":1,\"appeared\":0,\"kept\":1}");
    }

    @Test
    void aRuleOrAListThatIsNotThereIsSaid() throws IOException {
        assertThat(impact("--exceptions", folder.resolve("batch.yml").toString(), "--rule", "network"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("did you mean 'networks'?");
        assertThat(impact("--exceptions", folder.resolve("none.yml").toString(), "--rule", "networks"))
                .isEqualTo(ExitCode.UNREACHABLE);
        write("values.yml", "{id: values, title: t, owner: o, entries: [{value: a, reason: r}]}");
        assertThat(impact("--exceptions", folder.resolve("values.yml").toString(), "--rule", "networks"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("is no list of exceptions");
    }
}
