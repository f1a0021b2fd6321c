package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.replay.diff.RunChange;
import io.tokenwatch.replay.diff.RunDifference;
import io.tokenwatch.replay.diff.RunDifference.RuleCounts;
import io.tokenwatch.replay.diff.RunDifferenceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDifferenceTest {
    @TempDir
    private Path folder = Path.of("");

    private static String failed(String id, String client, String time) {
        return "{\"event_type\":\"token.refreshed\",\"event_time\":\"" + time + "\",\"event_id\":\"" + id
                + "\",\"client_id\":\"" + client + "\",\"outcome\":\"failure\",\"error\":\"invalid_token\"}";
    }

    private Path run(String name, String... lines) throws IOException {
        Path out = folder.resolve(name);
        Rehearsal.of(out, Rehearsal.write(folder.resolve("log.ndjson"), List.of(lines)));
        return out;
    }

    private static List<String> lines(Path one, Path other) throws IOException {
        List<String> lines = new ArrayList<>();
        RunDifference.between(one, other, (RunChange change) -> lines.add(RunDifferenceJson.alert(change)));
        return lines;
    }

    @Test
    void tellsWhatAppearedVanishedAndChanged() throws IOException {
        String same = failed("e1", "same", "2026-01-05T10:00:00Z");
        String more = failed("e2", "more", "2026-01-05T10:00:00Z");
        Path one = run("one", same, more, failed("e3", "gone", "2026-01-05T10:00:00Z"));
        Path two = run(
                "two",
                same,
                more,
                failed("e4", "more", "2026-01-05T10:01:00Z"),
                failed("e5", "new", "2026-01-05T10:00:00Z"));
        RunDifference difference = RunDifference.between(one, two, RunDifference.Sink.NONE);
        assertThat(difference.rules()).containsOnlyKeys("failures").containsValue(new RuleCounts(1, 1, 1, 1));
        assertThat(difference.facts())
                .containsEntry("read", new RunDifference.Pair("3", "4"))
                .hasEntrySatisfying("provenance.inputs[" + folder.resolve("log.ndjson") + " as canonical]", pair -> {
                    assertThat(pair.before()).contains("sha256 ", "records 3");
                    assertThat(pair.now()).contains("records 4");
                })
                .doesNotContainKeys("alerts", "provenance.rule_pack", "late");
        assertThat(lines(one, two))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("{\"type\":\"appeared\"") && line.contains("\"client_id\":\"new\""))
                .anyMatch(line -> line.startsWith("{\"type\":\"vanished\"") && line.contains("\"client_id\":\"gone\""))
                .anyMatch(line -> line.startsWith("{\"type\":\"changed\"")
                        && line.contains("\"what\":[\"count\",\"evidence\",\"last_time\"]"));
    }

    @Test
    void aRuleThatWentIntoShadowChangedItsMode() throws IOException {
        Path log = Rehearsal.write(folder.resolve("log.ndjson"), List.of(failed("e1", "c", "2026-01-05T10:00:00Z")));
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Rehearsal.of(one, Rules.withShadow(), Rehearsal.SETTINGS, log);
        var active = Rules.withShadow();
        active.texts().replaceAll((name, text) -> text.replace("mode: shadow", "mode: alert"));
        Rehearsal.of(two, active, Rehearsal.SETTINGS, log);
        assertThat(lines(one, two)).singleElement().asString().contains("\"what\":[\"mode\"]", Rules.SHADOW);
        assertThat(RunDifference.between(one, two, RunDifference.Sink.NONE).facts())
                .containsKey("provenance.rule_pack");
    }

    @Test
    void theSameRunTwiceIsTheSame() throws IOException {
        Path one = run("one", failed("e1", "c", "2026-01-05T10:00:00Z"));
        Path two = run("two", failed("e1", "c", "2026-01-05T10:00:00Z"));
        RunDifference difference = RunDifference.between(one, two, RunDifference.Sink.NONE);
        assertThat(difference.sameAlerts()).isTrue();
        assertThat(difference.facts()).isEmpty();
    }

    @Test
    void refusesWhatNoReplayWrote() throws IOException {
        Path one = run("one", failed("e1", "c", "2026-01-05T10:00:00Z"));
        Path none = Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> RunDifference.between(one, none, RunDifference.Sink.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no summary.json");
        Files.writeString(one.resolve(ResultFolder.ALERTS), "{\"a\":1}\n");
        assertThatThrownBy(() -> RunDifference.between(one, one, RunDifference.Sink.NONE))
                .hasMessageContaining("alerts.ndjson:1: no alert that replay wrote");
    }
}
