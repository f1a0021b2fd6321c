package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStream;
import io.tokenwatch.connector.network.DatabaseFile;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.devstack.FlinkCluster;
import io.tokenwatch.devstack.ObjectStore;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replays on a real Flink cluster of three processes that have Flink alone, with logs on disk and in a real object store. */
class ReplayClusterIT extends CommandTest {
    private static final Path SERVERS = Path.of(
            "target", "flink-cluster", Long.toString(ProcessHandle.current().pid()));
    private static final int EVENTS = 20_000;
    private static final List<String> RESULTS =
            List.of("alerts.ndjson", "shadow-alerts.ndjson", "dead-letters.ndjson", "summary.json", "report.html");

    private static Optional<ObjectStore> store = Optional.empty();
    private static Optional<FlinkCluster> cluster = Optional.empty();

    @BeforeAll
    static void start() {
        ObjectStore objects = ObjectStore.start(SERVERS);
        store = Optional.of(objects);
        cluster = Optional.of(FlinkCluster.start(SERVERS, 2, objects.settings()));
    }

    @AfterAll
    static void stop() {
        cluster.ifPresent(FlinkCluster::close);
        store.ifPresent(ObjectStore::close);
    }

    @BeforeEach
    void keys() throws IOException {
        File keys = new File(write("keys", "t1 always " + "ab".repeat(32)));
        keys.setReadable(false, false);
        keys.setReadable(true, true);
    }

    private static String address() {
        return cluster.orElseThrow().address();
    }

    /** In three files: plain, packed by zstd, and one with what cannot be read. */
    private static Path logs(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> lines = RuleTestEvents.lines().subList(0, EVENTS);
        Files.write(folder.resolve("1.ndjson"), lines.subList(0, lines.size() / 2));
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(folder.resolve("2.ndjson.zst")))) {
            String rest = String.join("\n", lines.subList(lines.size() / 3, lines.size()));
            out.write(rest.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(folder.resolve("3.ndjson"), List.of(lines.get(0), "{\"event_type\":\"token.issued\""));
        return folder;
    }

    private List<String> replay(String input, String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                input,
                "--rules",
                RuleTestEvents.RULES.toString(),
                "--token-keys",
                path("keys"),
                "--out",
                path(out)));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private int run(List<String> arguments) {
        return tokenwatch(arguments.toArray(String[]::new));
    }

    private void same(String one, String other) {
        for (String name : RESULTS) {
            assertThat(folder.resolve(one).resolve(name))
                    .hasSameBinaryContentAs(folder.resolve(other).resolve(name));
        }
    }

    @Test
    void aClusterWritesTheSameBytes() throws IOException {
        String input = logs(folder.resolve("logs")).toString();
        assertThat(run(replay(input, "local", "--engine", "local"))).isEqualTo(ExitCode.DONE);
        assertThat(run(replay(input, "cluster", "--cluster", address())))
                .as(err.toString())
                .isEqualTo(ExitCode.DONE);
        same("cluster", "local");
        assertThat(Files.readAllLines(folder.resolve("cluster/alerts.ndjson"))).hasSizeGreaterThan(100);
        assertThat(folder.resolve("cluster/.replay")).doesNotExist();
    }

    @Test
    void anObjectStoreHoldsLogsAndWhatWasRead() throws Exception {
        Path bucket = store.orElseThrow().bucket("audit");
        logs(bucket.resolve("logs"));
        assertThat(shell(replay("s3://audit/logs/*.ndjson*", "local", "--engine", "local")))
                .isEqualTo(ExitCode.DONE);
        List<String> there =
                replay("s3://audit/logs/*.ndjson*", "cluster", "--cluster", address(), "--shared", "s3://audit/work");
        assertThat(shell(there)).isEqualTo(ExitCode.DONE);
        same("cluster", "local");
        assertThat(Files.readString(folder.resolve("cluster/summary.json"))).contains("s3://audit/logs/2.ndjson.zst");
        assertThat(shell(replay("s3://audit/logs", "flink", "--engine", "flink")))
                .isEqualTo(ExitCode.DONE);
        same("flink", "local");
        assertThat(shell(replay("s3://audit/nothing", "none"))).isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void noClusterOrOneTooSmallIsSaid() throws IOException {
        String input = logs(folder.resolve("logs")).toString();
        assertThat(run(replay(input, "none", "--cluster", "127.0.0.1:1"))).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("no Flink cluster answers at 127.0.0.1:1");
        assertThat(run(replay(input, "none", "--cluster", address(), "--threads", "3")))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(err.toString()).contains("has only 2 slots free");
    }

    @Test
    void aMappingAndNetworkDatabasesGoToTheMachinesOfTheCluster() throws IOException {
        String line =
                "{\"acme\":1,\"id\":\"%s\",\"at\":%d,\"kind\":\"grant\",\"ok\":true,\"app\":\"shop\",\"user\":{\"id\":\"ann\"},"
                        + "\"token\":\"%s\",\"scopes\":\"openid\",\"ip\":\"%s\",\"agent\":\"Mozilla/5.0\"}\n";
        String log = write(
                "acme.ndjson",
                line.formatted("e1", 1_767_600_000, "t1", "198.51.100.20")
                        + line.formatted("e2", 1_767_603_600, "t2", "203.0.113.66"));
        Path asn = new DatabaseFile("Test-ASN")
                .with("198.51.100.0/24", Map.of("autonomous_system_number", 64_500L))
                .with("203.0.113.0/24", Map.of("autonomous_system_number", 64_666L))
                .write(folder.resolve("asn.mmdb"));
        Path city = new DatabaseFile("Test-City")
                .with("198.51.100.0/24", place("DE", 52.52, 13.40))
                .with("203.0.113.0/24", place("BR", -23.55, -46.63))
                .write(folder.resolve("city.mmdb"));
        String mapping = Path.of("../../docs/inputs/samples/mapping/acme.yml").toString();
        String[] more = {
            "--format", "mapping:" + mapping, "--network-facts", asn.toString(), "--network-facts", city.toString()
        };
        List<String> there = replay(log, "cluster", more);
        there.addAll(List.of("--cluster", address()));
        assertThat(run(replay(log, "local", more))).as(err.toString()).isEqualTo(ExitCode.DONE);
        assertThat(run(there)).as(err.toString()).isEqualTo(ExitCode.DONE);
        same("cluster", "local");
        assertThat(Files.readString(folder.resolve("cluster/alerts.ndjson")))
                .contains("impossible-travel", "64666", "\"BR\"");
    }

    private static Map<String, Object> place(String country, double lat, double lon) {
        return Map.of("country", Map.of("iso_code", country), "location", Map.of("latitude", lat, "longitude", lon));
    }

    @Test
    void machinesWithoutTheKeysRefuse() throws Exception {
        String input = logs(folder.resolve("logs")).toString();
        List<String> arguments = replay(input, "none", "--cluster", address());
        int keys = arguments.indexOf("--token-keys");
        arguments.subList(keys, keys + 2).clear();
        assertThat(shell(arguments, Map.of(TokenKeys.VARIABLE, "t1 always " + "ab".repeat(32))))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(SERVERS.resolve("logs/command.log"))
                .content()
                .contains(
                        "a machine of the cluster has no keys that hash tokens",
                        "the environment variable " + TokenKeys.VARIABLE);
        assertThat(folder.resolve("none/alerts.ndjson")).doesNotExist();
    }

    /** The command in a process of its own, with Flink's plugins and settings as its environment names them. */
    private int shell(List<String> arguments) throws IOException, InterruptedException {
        return shell(arguments, Map.of());
    }

    private int shell(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        Map<String, String> settings = store.orElseThrow().settings();
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + ": " + value));
        write("conf/config.yaml", String.join("\n", lines));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(SERVERS.resolve("logs").resolve("command.log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("FLINK_CONF_DIR", path("conf"));
        builder.environment().put("FLINK_PLUGINS_DIR", FlinkCluster.plugins().toString());
        return builder.start().waitFor();
    }
}
