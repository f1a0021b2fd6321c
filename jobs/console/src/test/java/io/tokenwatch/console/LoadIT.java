package io.tokenwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.stage.Stage;
import io.tokenwatch.console.stage.StageExtension;
import io.tokenwatch.console.stage.Store.Document;
import io.tokenwatch.console.stage.Visit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 100,000 alerts of 60 rules about 3,000 clients: the first view takes no more than three times that of none, which is within a second. */
@ExtendWith(StageExtension.class)
class LoadIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALERTS = 100_000;
    private static final int RULES = 60;
    private static final int CLIENTS = 3_000;
    /** Other work shares the machine: the best of so many, of either view. */
    private static final int ATTEMPTS = 5;

    /** A view of none takes 0.3 s: three of those are the second that is promised. */
    private static final int TIMES_AS_LONG = 3;

    private final Stage stage;

    LoadIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void theFirstViewOfAHundredThousandAlertsTakesLittleLongerThanOneOfNone() throws InterruptedException {
        ObjectNode template = (ObjectNode) stage.alertOf("token-use-after-revocation");
        template.remove(List.of("threat", "tags")); // what the queue does not ask for, and loading need not wait for
        ((ObjectNode) template.at("/rule")).remove("description");
        String index = "tokenwatch-alerts-2025.12";
        try (Visit visit = Visit.signedIn(stage)) {
            stage.store().write(() -> documents(template, index));
            stage.store().refresh();
            visit.go("/?tenant=load"); // as in a browser that has the page already
            Duration ofNone = Duration.ofDays(1);
            Duration ofAll = Duration.ofDays(1);
            for (int i = 0; i < ATTEMPTS; i++) {
                ofNone = shorter(ofNone, timed(visit, "/?tenant=nobody"));
                ofAll = shorter(ofAll, timed(visit, "/?tenant=load"));
            }
            assertThat(visit.find(".sum").textContent()).contains("100,000 alerts");
            assertThat(ofAll).isLessThan(ofNone.multipliedBy(TIMES_AS_LONG));
            visit.go("/?tenant=load&page=20");
            assertThat(visit.find("a.row").count()).isEqualTo(25);
        } finally {
            stage.store().call("DELETE", "/" + index, "");
        }
    }

    private static Duration timed(Visit visit, String path) {
        long begin = System.nanoTime();
        visit.go(path);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Iterator<Document> documents(ObjectNode template, String index) {
        return IntStream.range(0, ALERTS)
                .mapToObj(i -> {
                    ObjectNode alert = template.deepCopy();
                    ((ObjectNode) alert.at("/rule")).put("id", "rule-" + i * 31 % RULES);
                    ((ObjectNode) alert.at("/oauth/client")).put("id", "client-" + i % CLIENTS);
                    ((ObjectNode) alert.at("/organization")).put("id", "load");
                    ((ObjectNode) alert.at("/event"))
                            .put("severity", new int[] {21, 47, 73, 99}[i % 4])
                            .put("risk_score", i % 100);
                    ObjectNode about = (ObjectNode) alert.at("/oauth/alert");
                    about.put("id", "load-" + i)
                            .put(
                                    "last_seen",
                                    Instant.parse("2025-12-01T00:00:00Z")
                                            .plusSeconds(i)
                                            .toString());
                    about.putArray("evidence");
                    about.remove("actions");
                    return Document.of(index, "load-" + i, bytes(alert));
                })
                .iterator();
    }

    private static byte[] bytes(JsonNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
