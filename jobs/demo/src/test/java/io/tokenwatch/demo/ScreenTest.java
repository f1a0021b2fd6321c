package io.tokenwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final StringWriter out = new StringWriter();

    @Test
    void nothingSteersTheTerminal() {
        Screen screen = new Screen(new PrintWriter(out), false);
        screen.line("client \u001b[2Jevil\r\nfake line\u202e");
        assertThat(out).hasToString("client ?[2Jevil??fake line?" + System.lineSeparator());
    }

    @Test
    void aFileGetsNoEscapesAndNoStatusEachTime() {
        Screen screen = new Screen(new PrintWriter(out), false);
        screen.status("1 %");
        screen.status("2 %");
        screen.line("CRITICAL", true, " alert");
        assertThat(out).hasToString("CRITICAL alert" + System.lineSeparator());
    }

    @Test
    void aTerminalRewritesItsStatus() {
        Screen screen = new Screen(new PrintWriter(out), true);
        screen.status("1 %");
        screen.line("done");
        assertThat(out).hasToString("1 %\r\u001b[Kdone" + System.lineSeparator());
    }
}
