package io.tokenwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tokenwatch.console.access.OpenIdSettings;
import io.tokenwatch.console.access.Role;
import io.tokenwatch.console.stage.Agent;
import io.tokenwatch.console.stage.DemoAlerts;
import io.tokenwatch.console.stage.IdentityProvider;
import io.tokenwatch.console.stage.Stage;
import io.tokenwatch.console.stage.StageExtension;
import io.tokenwatch.console.store.ClusterSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sign-in with OpenID Connect, and trying to see and do what one may not. */
@ExtendWith(StageExtension.class)
class IsolationIT {
    private final Stage stage;
    private final IdentityProvider provider = IdentityProvider.start();
    private final Console console;

    IsolationIT(Stage stage) throws IOException {
        this.stage = stage;
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        OpenIdSettings openId = new OpenIdSettings(
                URI.create(provider.issuer()),
                "tokenwatch-console",
                null,
                URI.create("http://127.0.0.1:" + port + "/sign-in/callback"),
                "groups",
                Map.of("readers", Role.VIEWER, "soc", Role.ANALYST),
                "tenants",
                "*",
                Set.of("profile"));
        console = Console.start(
                new ConsoleSettings(
                        ClusterSettings.at(stage.store().url()),
                        "127.0.0.1",
                        port,
                        false,
                        openId,
                        false,
                        DemoAlerts.RULES,
                        null,
                        Duration.ofMinutes(30),
                        Duration.ofHours(1)),
                password -> {},
                stage.clock());
    }

    @AfterEach
    void stop() {
        console.close();
        provider.close();
    }

    private Agent as(String group, List<String> tenants) {
        provider.next(
                Map.of("sub", "u-" + group, "name", "Ada of " + group, "groups", List.of(group), "tenants", tenants));
        Agent agent = new Agent(console.address());
        assertThat(signIn(agent).raw().headers().firstValue("Location")).contains("/");
        return agent.withSession();
    }

    private static Agent.Answer signIn(Agent agent) {
        String there = agent.get("/sign-in/openid")
                .raw()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String back = agent.get(there).raw().headers().firstValue("Location").orElseThrow();
        return agent.get(back);
    }

    @Test
    void signsInByCodeFlowOnceAndInItsOwnBrowserOnly() {
        provider.next(Map.of("sub", "ada", "name", "Ada", "groups", List.of("soc"), "tenants", List.of("acme")));
        Agent ada = new Agent(console.address());
        String there = ada.get("/sign-in/openid")
                .raw()
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(there)
                .contains("code_challenge_method=S256")
                .contains("nonce=")
                .contains("state=");
        String back = ada.get(there).raw().headers().firstValue("Location").orElseThrow();

        assertThat(new Agent(console.address()).get(back).raw().headers().firstValue("Location"))
                .as("an answer sent to somebody else's browser")
                .contains("/?refused=expired");
        Agent.Answer done = ada.get(back);
        assertThat(done.raw().headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("tokenwatch=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax"));
        assertThat(ada.get("/api/session").body().path("name").asText()).isEqualTo("Ada");
        assertThat(ada.get(back).raw().headers().firstValue("Location"))
                .as("a second time")
                .contains("/?refused=expired");
    }

    @Test
    void refusesATokenOfAnotherKeyAndPeopleWithoutARole() {
        provider.next(Map.of("sub", "eve", "groups", List.of("soc"), "tenants", List.of("acme")));
        provider.forge(true);
        Agent eve = new Agent(console.address());
        assertThat(signIn(eve).raw().headers().firstValue("Location")).contains("/?refused=invalid");
        provider.forge(false);
        provider.next(Map.of("sub", "bob", "groups", List.of("sales"), "tenants", List.of("acme")));
        assertThat(signIn(eve).raw().headers().firstValue("Location")).contains("/?refused=no-role");
        assertThat(eve.get("/api/queue").status()).isEqualTo(401);
    }

    @Test
    void showsNothingOfAnotherTenantWhateverIsAsked() {
        Agent acme = as("soc", List.of("acme"));
        assertThat(acme.get("/api/queue?work=all").body().path("alerts").asInt())
                .isPositive();
        String other = stage.demo().alerts().stream()
                .filter(alert -> !alert.tenant().equals("acme"))
                .findFirst()
                .orElseThrow()
                .id();
        JsonNode theirs = stage.document(other);
        String client = theirs.at("/oauth/client/id").asText();
        String token = stage.demo().alerts().stream()
                .filter(alert -> alert.tenant().equals("globex") && alert.key().containsKey("token_id"))
                .map(alert -> String.valueOf(alert.key().get("token_id")))
                .findFirst()
                .orElseThrow();

        assertThat(acme.get("/api/alerts/" + other).status()).isEqualTo(404);
        assertThat(acme.get("/api/alerts/" + other).body().path("message"))
                .as("the same as for an alert that is not there")
                .isEqualTo(acme.get("/api/alerts/nonsense").body().path("message"));
        assertThat(acme.get("/api/timeline?token=" + encoded(token)).status()).isEqualTo(404);
        assertThat(acme.get("/api/client?id=" + encoded(client) + "&tenant=globex")
                        .status())
                .isEqualTo(404);
        assertThat(acme.get("/api/exception?alert=" + other).status()).isEqualTo(404);
        assertThat(acme.post("/api/actions", "{\"kind\":\"comment\",\"comment\":\"x\",\"alerts\":[\"" + other + "\"]}")
                        .status())
                .isEqualTo(404);
        for (String path : List.of(
                "/api/queue?work=all&tenant=globex",
                "/api/queue/alerts?work=all&tenant=globex",
                "/api/queue/alerts?work=all&q=globex+OR+organization.id%3Aglobex+OR+*",
                "/api/ledger?tenant=globex",
                "/api/dashboards?within=7d",
                "/api/replays?a=live&b=live",
                "/api/quiet",
                "/api/queue?work=all",
                "/api/queue/alerts?work=all",
                "/api/ledger")) {
            Agent.Answer answer = acme.get(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.raw().body()).as(path).doesNotContain("globex").doesNotContain("initech");
        }
    }

    @Test
    void nobodyWithoutATenantSeesAnything() {
        Agent agent = as("soc", List.of());
        assertThat(agent.get("/api/queue?work=all").body().path("alerts").asInt())
                .isZero();
        assertThat(agent.get("/api/ledger").body().path("total").asInt()).isZero();
    }

    @Test
    void aViewerLooksAndDoesNothing() {
        String id = stage.alertOf("first-seen-scope").at("/oauth/alert/id").asText();
        Agent viewer = as("readers", List.of("*"));
        assertThat(viewer.get("/api/alerts/" + id).status()).isEqualTo(200);
        Agent.Answer refused = viewer.post("/api/actions", "{\"kind\":\"acknowledge\",\"alerts\":[\"" + id + "\"]}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().path("message").asText()).contains("analyst");
        assertThat(viewer.get("/api/exception?alert=" + id).status()).isEqualTo(403);
    }

    @Test
    void aRequestFromAnotherSiteChangesNothing() {
        String id = stage.alertOf("first-seen-scope").at("/oauth/alert/id").asText();
        String body = "{\"kind\":\"acknowledge\",\"alerts\":[\"" + id + "\"]}";
        Agent analyst = as("soc", List.of("*"));
        assertThat(analyst.withoutCsrf().post("/api/actions", body).status()).isEqualTo(403);
        assertThat(analyst.withoutCsrf()
                        .post("/api/actions", body, "text/plain")
                        .status())
                .isEqualTo(403);
        assertThat(analyst.withoutCsrf().post("/api/sign-out", "{}").status()).isEqualTo(403);
        assertThat(analyst.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void headersLetNothingRunThatIsNotOurs() {
        Agent.Answer page = new Agent(console.address()).get("/alert/x");
        String policy =
                page.raw().headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy)
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .contains("frame-ancestors 'none'");
        assertThat(page.raw().headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.raw().headers().firstValue("Server")).isEmpty();
        for (String path : List.of(
                "/ui/../index.html",
                "/ui/%2e%2e/log4j2.xml",
                "/lib/lit/../../../../META-INF/MANIFEST.MF",
                "/ui/index.html")) {
            assertThat(new Agent(console.address()).get(path).raw().body())
                    .as(path)
                    .doesNotContain("Manifest-Version")
                    .doesNotContain("Configuration");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
