package io.tokenwatch.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneTimePasswordTest {
    private static final Viewer ADA = new Viewer("ada", "Ada", Role.AUTHOR, Tenants.everyone());
    private final SetClock clock = new SetClock();
    private final List<String> told = new ArrayList<>();
    private final OneTimePassword password = new OneTimePassword(ADA, told::add, clock);

    @Test
    void worksOnceAndTheNextIsTold() {
        assertThat(told).hasSize(1);
        assertThat(password.signIn(' ' + told.get(0) + '\n')).contains(ADA);
        assertThat(password.signIn(told.get(0))).isEmpty();
        assertThat(told).hasSize(2);
        assertThat(password.signIn(told.get(1))).contains(ADA);
    }

    @Test
    void guessingTakesTime() {
        for (int i = 0; i < 5; i++) {
            assertThat(password.signIn("guess")).isEmpty();
        }
        assertThat(password.signIn(told.get(0))).as("while it is closed").isEmpty();
        clock.pass(Duration.ofSeconds(30));
        assertThat(password.signIn(told.get(0))).contains(ADA);
    }
}
