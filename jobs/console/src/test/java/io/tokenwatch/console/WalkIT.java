package io.tokenwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.tokenwatch.console.stage.Stage;
import io.tokenwatch.console.stage.StageExtension;
import io.tokenwatch.console.stage.Visit;
import io.tokenwatch.console.stage.Visit.Device;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The analyst's path through the console; what is seen on it are the pictures of docs/console.md. */
@ExtendWith(StageExtension.class)
class WalkIT {
    private final Stage stage;

    WalkIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void fromTheQueueToTheVerdictAndTheException() throws InterruptedException {
        try (Visit visit = Visit.signedIn(stage)) {
            visit.go("/").picture("queue").accessible();
            assertThat(visit.find("tbody .level").first()).hasText("critical");

            visit.find("a.row", "One token used from two networks").first().click();
            visit.settled();
            assertThat(visit.find(".drawing .mark[data-what=elsewhere]")).isVisible();
            assertThat(visit.find(".summary .alarm")).containsText("after");
            assertThat(visit.find(".todo li").first()).isVisible();
            visit.picture("alert").accessible();

            visit.find("button", "Acknowledge").click();
            assertThat(visit.find(".history")).containsText("acknowledged it");
            visit.find("#comment").fill("Owner says: not me. <b>Revoked</b>");
            visit.find("button", "Comment").click();
            assertThat(visit.find(".history .comment")).hasText("Owner says: not me. <b>Revoked</b>");
            visit.find("button.verdict", "True positive").click();
            assertThat(visit.find(".history")).containsText("judged it a true positive");

            visit.find("a", "Make an exception").click();
            visit.settled();
            visit.find("label", "Reason").locator("input").fill("Relay of our own, see the network plan");
            visit.find("label", "Reason").locator("input").blur();
            assertThat(visit.find("pre.yaml")).containsText("reason: \"Relay of our own, see the network plan\"");
            assertThat(visit.find(".figures .care dd")).hasText("1");
            assertThat(visit.find(".hint", "The rules compile with it")).isVisible();
            visit.settled().picture("exception").accessible();

            visit.go("/?work=judged");
            assertThat(visit.find("a.row")).hasCount(1);
            visit.go("/rules?show=firing");
            assertThat(visit.find("tr", "token-replay-two-networks")).containsText("100 %");
        }
    }

    @Test
    void theTimelineTellsWhatCameAfterTheRevocation() throws InterruptedException {
        String id = stage.alertOf("family-use-after-revocation")
                .at("/oauth/alert/id")
                .asText();
        try (Visit visit = Visit.signedIn(stage, Device.LAPTOP, ColorScheme.LIGHT)) {
            visit.go("/alert/" + id);
            assertThat(visit.find(".summary .alarm")).containsText("after it");
            Locator revoked = visit.find(".drawing .mark[data-what=revoked]").first();
            Locator after = visit.find(".drawing .mark[data-what=after]").first();
            assertThat(after.boundingBox().x).isGreaterThan(revoked.boundingBox().x);
            visit.picture("timeline").accessible();
            revoked.focus();
            visit.page().keyboard().press("ArrowRight");
            assertThat(visit.find(".event-detail h3")).containsText("after revocation");
            visit.find("button", "Incident").click();
            assertThat(visit.find("button", "Incident")).hasAttribute("aria-pressed", "true");
        }
    }

    @Test
    void everyScreenIsAccessibleInLightAndDark() throws InterruptedException {
        String client = stage.alertOf("client-use-after-revocation")
                .at("/oauth/client/id")
                .asText();
        String tenant = stage.alertOf("client-use-after-revocation")
                .at("/organization/id")
                .asText();
        try (Visit dark = Visit.signedIn(stage);
                Visit light = Visit.signedIn(stage, Device.LAPTOP, ColorScheme.LIGHT)) {
            light.go("/client?id=" + client + "&tenant=" + tenant)
                    .picture("client")
                    .accessible();
            dark.go("/client?id=" + client + "&tenant=" + tenant).accessible();
            dark.go("/ledger?state=revoked").picture("ledger").accessible();
            assertThat(dark.find("tbody tr").first()).containsText("revoked");
            light.go("/ledger?gap=slow_revocation").accessible();
            light.go("/replays?a=token-use-v1&b=token-use-v2")
                    .picture("replays")
                    .accessible();
            assertThat(light.find(".figures .care")).containsText("No longer found");
            dark.go("/rules").picture("rules").accessible();
            light.go("/quiet").picture("quiet").accessible();
            dark.go("/dashboards?who=oncall&within=24h");
            dark.find("canvas").first().waitFor();
            dark.picture("oncall").accessible();
            light.go("/dashboards");
            light.find("canvas").first().waitFor();
            light.picture("executive").accessible();
            dark.go("/dashboards?who=debug").accessible();
            dark.go("/dashboards?who=pipeline").accessible();
            dark.go("/timeline").accessible();
        }
    }

    @Test
    void aPhoneShowsQueueAndTimeline() throws InterruptedException {
        String id = stage.alertOf("family-use-after-revocation")
                .at("/oauth/alert/id")
                .asText();
        try (Visit visit = Visit.signedIn(stage, Device.PHONE, ColorScheme.DARK)) {
            visit.go("/").picture("queue-phone").accessible();
            visit.go("/alert/" + id).accessible();
            assertThat(visit.find(".mark").first()).isVisible();
            visit.find("tw-token-timeline").scrollIntoViewIfNeeded();
            visit.picture("timeline-phone");
            for (String path : new String[] {"/", "/alert/" + id, "/ledger", "/rules", "/dashboards"}) {
                visit.go(path);
                assertThat((Integer) visit.page().evaluate("document.documentElement.scrollWidth"))
                        .as("nothing sticks out of " + path)
                        .isLessThanOrEqualTo(390);
            }
        }
    }

    @Test
    void theKeyboardIsEnough() throws InterruptedException {
        try (Visit visit = Visit.signedIn(stage)) {
            visit.go("/?work=all");
            visit.page().keyboard().press("j");
            visit.page().keyboard().press("j");
            visit.page().keyboard().press("k");
            assertThat(visit.find("a.row").first()).isFocused();
            visit.page().keyboard().press("/");
            assertThat(visit.find("#search-words")).isFocused();
            visit.page().keyboard().type("first-seen-scope");
            assertThat(visit.find("#search-words")).hasValue("first-seen-scope");
            visit.page().keyboard().press("Enter");
            assertThat(visit.page()).hasURL(Pattern.compile("/\\?work=all&q=first-seen-scope$"));
            visit.settled();
            visit.page().keyboard().press("Escape"); // which clears the search
            assertThat(visit.page()).hasURL(Pattern.compile("/\\?work=all$"));
            visit.settled();
            visit.find("a.row").first().focus();
            visit.page().keyboard().press("Enter");
            visit.page().waitForURL("**/alert/*");
        }
    }

    @Test
    void aSessionThatEndsIsAskedForAgainInPlace() throws InterruptedException {
        try (Visit visit = Visit.signedIn(stage)) {
            visit.go("/ledger");
            visit.page().context().clearCookies();
            visit.find("button", "active").first().click();
            assertThat(visit.find("#password")).isVisible();
            visit.picture("sign-in").accessible();
            visit.find("#password").fill(stage.password());
            visit.find("button", "Sign in").click();
            visit.settled();
            assertThat(visit.find("h1")).hasText("Ledger");
            assertThat(visit.page().url()).contains("state=active");
        }
    }
}
