package io.tokenwatch.console.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.tokenwatch.alert.Alert;
import io.tokenwatch.console.Console;
import io.tokenwatch.console.ConsoleSettings;
import io.tokenwatch.console.stage.Store.Document;
import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.flink.elasticsearch.ClusterSettings;
import io.tokenwatch.flink.elasticsearch.IndexTemplates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A console over the demo's alerts, and a browser. One for all tests of the run. */
public final class Stage implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Other builds share the machine. */
    static final double PATIENCE_MILLIS = 30_000;

    private final Store store;
    private final Console console;
    private final BlockingQueue<String> passwords = new LinkedBlockingQueue<>();
    private @Nullable Chromium chromium;
    private final DemoAlerts demo = DemoAlerts.play();
    private final Clock clock = Clock.offset(
            Clock.systemUTC(), Duration.between(Instant.now(), DemoAlerts.START.plus(Duration.ofMinutes(11))));

    private Stage(Devstack stack) throws IOException {
        store = new Store(stack.elasticsearchUrl());
        IndexTemplates.install(ClusterSettings.at(store.url()), Duration.ofSeconds(30));
        store.write(documents());
        store.refresh();
        console = Console.start(settings(store.url()), passwords::add, clock);
    }

    public static Stage open(Devstack stack) {
        try {
            return new Stage(stack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ConsoleSettings settings(String elasticsearchUrl) {
        return ConsoleSettings.local(elasticsearchUrl, 0, DemoAlerts.RULES);
    }

    private List<Document> documents() {
        List<Document> documents = new ArrayList<>();
        for (var alert : demo.alerts()) {
            byte[] source = demo.document(alert);
            documents.add(Document.of("tokenwatch-alerts-2026.03", alert.id(), source));
            documents.add(Document.of(
                    "logs-tokenwatch.alert-" + alert.tenant() + "-2026.03",
                    alert.id() + "-opened-" + alert.level().word(),
                    source));
        }
        documents.addAll(DemoPosture.documents(demo));
        documents.addAll(DemoReplays.documents(demo));
        return documents;
    }

    public Store store() {
        return store;
    }

    public DemoAlerts demo() {
        return demo;
    }

    public Clock clock() {
        return clock;
    }

    public Console console() {
        return console;
    }

    public Browser browser() {
        if (chromium == null) {
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            chromium = Chromium.start();
        }
        return chromium.browser();
    }

    /** The password that the terminal shows now. */
    public String password() throws InterruptedException {
        String password = passwords.take();
        while (!passwords.isEmpty()) {
            password = passwords.take();
        }
        return password;
    }

    /** The document of an alert of that rule. */
    public JsonNode alertOf(String rule) {
        return document(demo.alerts().stream()
                .filter(alert -> alert.rule().id().equals(rule))
                .findFirst()
                .orElseThrow());
    }

    /** The document of the alert with that id. */
    public JsonNode document(String id) {
        return document(demo.alerts().stream()
                .filter(alert -> alert.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    private JsonNode document(Alert alert) {
        try {
            return JSON.readTree(demo.document(alert));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (chromium != null) {
            chromium.close();
        }
        console.close();
    }
}
