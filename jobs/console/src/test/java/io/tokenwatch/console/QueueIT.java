package io.tokenwatch.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.console.stage.Stage;
import io.tokenwatch.console.stage.StageExtension;
import io.tokenwatch.console.stage.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StageExtension.class)
class QueueIT {
    private final Stage stage;

    QueueIT(Stage stage) {
        this.stage = stage;
    }

    @Test
    void showsTheGravestFirstAndOpensOne() throws InterruptedException {
        try (Visit visit = Visit.signedIn(stage)) {
            visit.go("/").accessible();
            assertThat(visit.find("h1")).hasText("Alerts");
            visit.picture("queue");
            assertThat(visit.find("tbody .level").first()).hasText("critical");
            visit.find("a.row").first().click();
            visit.settled();
            assertThat(visit.find("tw-token-timeline .mark").first()).isVisible();
            visit.picture("alert").accessible();
        }
    }
}
