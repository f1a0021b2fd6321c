package io.tokenwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final StringWriter out = new StringWriter();
    private long seconds;

    @Test
    void isRedrawnOnATerminalAndWiped() {
        ProgressBar bar = bar(true);
        bar.show("reading", 0, 100, 0, "events", "");
        seconds = 10;
        bar.show("reading", 25, 100, 5_000, "events", "3 MB");
        bar.close();
        assertThat(out.toString())
                .endsWith("\r\u001b[Kreading  [######..................]  25%  5,000 events, 500/s, 3 MB, 30 s left"
                        + "\r\u001b[K");
    }

    @Test
    void isAPlainLineNowAndThenElsewhere() {
        ProgressBar bar = bar(false);
        for (seconds = 0; seconds < 10; seconds++) {
            bar.show("reading", 0, 0, seconds * 100, "events", "");
        }
        bar.close();
        assertThat(out.toString()).isEqualTo("reading  500 events, 100/s" + System.lineSeparator());
    }

    @Test
    void eachPhaseHasARateOfItsOwn() {
        ProgressBar bar = bar(true);
        bar.show("reading", 0, 0, 0, "events", "");
        seconds = 100;
        bar.show("judging", 0, 10, 0, "keys", "");
        seconds = 101;
        bar.show("judging", 10, 10, 70, "keys", "");
        assertThat(out.toString()).endsWith("100%  70 keys, 70/s");
    }

    private ProgressBar bar(boolean interactive) {
        return new ProgressBar(new PrintWriter(out), interactive, () -> seconds * 1_000_000_000L);
    }
}
