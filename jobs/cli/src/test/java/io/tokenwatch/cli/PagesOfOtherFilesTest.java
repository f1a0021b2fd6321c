package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.connector.mapping.MappedConnector;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.flink.live.LiveSettingsFile;
import io.tokenwatch.pack.Pack;
import io.tokenwatch.pack.PackJson;
import io.tokenwatch.pack.PackReader;
import io.tokenwatch.pack.Published;
import io.tokenwatch.rule.RuleFiles;
import io.tokenwatch.rule.VersionLock;
import io.tokenwatch.yaml.Fault;
import io.tokenwatch.yaml.FaultKind;
import io.tokenwatch.yaml.FaultyFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the pages of faults say that are not those of a rule: versions, packs, settings, mappings. */
class PagesOfOtherFilesTest {
    private static final Path PAGES = Path.of("..", "..", "docs", "errors");
    private static final Pattern BLOCK = Pattern.compile("```(yaml|json)\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern TOLD = Pattern.compile("```text\n(.*?)```\n", Pattern.DOTALL);
    private static final String RIGHT = "\n## Right\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(
            names = {
                "VERSION_NOT_RAISED",
                "VERSION_NOT_LOCKED",
                "BAD_PACK",
                "PACK_IN_THE_PAST",
                "BAD_SETTING",
                "NO_SECRET",
                "BAD_MAPPING"
            })
    void thePageSaysWhatOneIsTold(FaultKind kind) throws IOException {
        Path file = PAGES.resolve(kind.code() + ".md");
        String page = Files.readString(file);
        int right = page.indexOf(RIGHT);
        List<Fault> faults = faults(kind, blocks(page.substring(0, right)));
        String told = faults.stream()
                .map(fault -> fault + "\n")
                .collect(Collectors.joining())
                .replace(folder + "/", "");
        if (Boolean.getBoolean("tokenwatch.write")) {
            Files.writeString(file, page.replaceFirst(TOLD.pattern().replace("\n", "\\n"), told(told)));
        }

        assertThat(faults).extracting(Fault::kind).containsOnly(kind);
        Matcher said = TOLD.matcher(Files.readString(file));
        assertThat(said.find()).isTrue();
        assertThat(said.group(1)).isEqualTo(told);
        assertThat(faults(kind, blocks(page.substring(right)))).isEmpty();
    }

    private static String told(String told) {
        return Matcher.quoteReplacement("```text\n" + told + "```\n");
    }

    private static List<String> blocks(String part) {
        List<String> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(part);
        while (block.find()) {
            blocks.add(block.group(2));
        }
        return blocks;
    }

    private List<Fault> faults(FaultKind kind, List<String> blocks) throws IOException {
        try {
            return switch (kind) {
                case VERSION_NOT_RAISED ->
                    VersionLock.of(rules(blocks.get(0))).unraised(VersionLock.of(rules(blocks.get(1))));
                case VERSION_NOT_LOCKED ->
                    VersionLock.of(rules(blocks.get(0))).differences(VersionLock.of(rules(blocks.get(1))));
                case BAD_PACK -> {
                    byte[] pack = blocks.get(0).startsWith("{")
                            ? blocks.get(0).getBytes(StandardCharsets.UTF_8)
                            : PackJson.of(pack(blocks.get(0)));
                    PackReader.pack(pack);
                    yield List.of();
                }
                case PACK_IN_THE_PAST ->
                    new Published(
                                    pack("id: example\n"),
                                    time("effective_from", blocks.get(0)),
                                    time("published_at", blocks.get(0)))
                            .timing(0);
                case BAD_MAPPING -> {
                    MappedConnector.of("acme.yml", blocks.get(0));
                    yield List.of();
                }
                default -> {
                    TokenKeys.ofInstallation(folder);
                    LiveSettingsFile.read(Files.writeString(folder.resolve("run.yml"), blocks.get(0)));
                    yield List.of();
                }
            };
        } catch (FaultyFileException e) {
            return e.faults();
        }
    }

    private static RuleFiles rules(String rule) {
        return new RuleFiles(new TreeMap<>(Map.of("claims/example.yml", rule)));
    }

    private static Pack pack(String rule) {
        return new Pack(rules(rule), "0.1.0");
    }

    private static long time(String key, String yaml) {
        Matcher time = Pattern.compile(key + ": (\\S+)").matcher(yaml);
        assertThat(time.find()).isTrue();
        return Instant.parse(time.group(1)).toEpochMilli();
    }
}
