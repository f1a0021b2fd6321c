package io.tokenwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import io.tokenwatch.connector.Settings;
import io.tokenwatch.connector.redact.TokenKeys;
import io.tokenwatch.console.stage.Chromium;
import io.tokenwatch.replay.Input;
import io.tokenwatch.replay.Replay;
import io.tokenwatch.replay.ReplaySettings;
import io.tokenwatch.replay.ReplayWatcher;
import io.tokenwatch.replay.report.ReplayPage;
import io.tokenwatch.rule.RuleFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report of a replay, opened from the disk as an investigator does: one attack among ten thousand alerts of less weight. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayReportIT {
    private static final int OTHERS = 10_000;
    private static final int TRIES = 5;

    /** What issue 5 asks for; it takes a tenth of that where nothing else runs. */
    private static final double PATIENCE_MILLIS = 2_000;

    private final Chromium chromium = Chromium.start();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    private String report = "";

    @BeforeAll
    void replay(@TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.ALWAYS) Path folder) throws IOException {
        Path log = Files.write(folder.resolve("log.ndjson"), lines());
        Settings settings = Settings.of(TokenKeys.parse("t1 always " + "ab".repeat(32)));
        Path out = Files.createDirectories(Path.of("target", "replay-report"));
        new Replay(RuleFiles.load(Path.of("../../rules")), ReplaySettings.of(settings), ReplayWatcher.SILENT)
                .run(List.of(Input.of(log)), out, ReplayPage::of);
        report = out.resolve("report.html").toAbsolutePath().toUri().toString();
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        Instant start = Instant.parse("2026-01-05T00:00:00Z");
        for (int i = 0; i < OTHERS; i++) {
            lines.add(line(
                    "client.registered", "r" + i, start.plusSeconds(60L * i), "\"client_id\":\"client-" + i + "\""));
        }
        String stolen = "\"token_id\":\"stolen\",\"subject\":\"victim\",\"client_id\":\"shop\"";
        Instant theft = start.plusSeconds(86_400);
        lines.add(line("token.revoked", "t1", theft, stolen + ",\"revocation_scope\":\"token\""));
        lines.add(line("token.validated", "t2", theft.plusSeconds(600), stolen + ",\"resource_server\":\"orders\""));
        return lines;
    }

    private static String line(String type, String id, Instant time, String rest) {
        return "{\"event_type\":\"" + type + "\",\"event_id\":\"" + id + "\",\"event_time\":\"" + time
                + "\",\"outcome\":\"success\"," + rest + "}";
    }

    @AfterAll
    void close() {
        chromium.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void showsTheAttackAndIsAccessible(ColorScheme scheme) {
        try (BrowserContext context = context(scheme)) {
            Page page = opened(context);
            assertThat(page.locator("#rule-token-use-after-revocation")).containsText("subject victim");
            assertThat(page.locator("#rule-token-use-after-revocation").first()).isVisible();
            assertThat(new AxeBuilder(page)
                            .analyze().getViolations().stream().map(Rule::getId).toList())
                    .isEmpty();
        }
        assertThat(complaints).isEmpty();
        assertThat(requests).containsExactly(report);
    }

    @Test
    void opensAtOnce() {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            try (BrowserContext context = context(ColorScheme.LIGHT)) {
                Object millis = opened(context)
                        .evaluate(
                                "new Promise(shown => requestAnimationFrame(() => setTimeout(() => shown(performance.now()))))");
                best = Math.min(best, ((Number) millis).doubleValue());
            }
        }
        System.out.printf(
                "the report of %,d alerts opens in %.0f ms, of %.0f allowed%n", OTHERS, best, PATIENCE_MILLIS);
        assertThat(best).isLessThan(PATIENCE_MILLIS);
    }

    private BrowserContext context(ColorScheme scheme) {
        return chromium.browser().newContext(new Browser.NewContextOptions().setColorScheme(scheme));
    }

    private Page opened(BrowserContext context) {
        complaints.clear();
        requests.clear();
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> complain(message));
        page.onRequest((Request request) -> requests.add(request.url()));
        page.navigate(report);
        return page;
    }

    private void complain(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }
}
