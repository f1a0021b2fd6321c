package io.tokenwatch.flink.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.flink.remote.Secret;
import io.tokenwatch.flink.transport.SyslogListener.Manner;
import io.tokenwatch.rule.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogTargetTest {
    private static final String ONE = "<83>1 2026-01-05T00:00:32Z tw-1 tokenwatch - alert - ";

    @TempDir
    private static Path folder;

    private static Path identity;
    private static SSLContext server;
    private static Tls trusting;

    @BeforeAll
    static void makesCertificates() throws Exception {
        Certificates certificates = new Certificates(folder);
        identity = certificates.identity("localhost", "dns:localhost,ip:127.0.0.1");
        server = Certificates.server(identity);
        trusting = new Tls(certificates.certificate(identity, "localhost").toString(), null, null);
    }

    private static SyslogTarget to(SyslogListener listener, Tls tls) {
        return new SyslogTarget("localhost", listener.port(), "tw-1", tls);
    }

    private static List<Message> messages(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Messages.of("m" + i, "body " + i))
                .toList();
    }

    @Test
    void aMessageIsThatOfTheRfc() {
        Message message = Messages.of("1", "CEF:0|é");
        assertThat(new String(SyslogMessage.framed(message, "tw-1"), UTF_8)).isEqualTo("61 " + ONE + "CEF:0|é");
        assertThat((ONE + "CEF:0|é").getBytes(UTF_8)).hasSize(61);
        Message critical = new Message("1", "a", "page", Level.CRITICAL, 0, "text/plain", "x");
        assertThat(new String(SyslogMessage.framed(critical, "h"), UTF_8))
                .endsWith(" <82>1 1970-01-01T00:00:00Z h tokenwatch - alert - x");
    }

    @Test
    void allMessagesOfABatchArriveOverOneConnection() throws Exception {
        try (SyslogListener listener = new SyslogListener(server, false);
                Transport transport = to(listener, trusting).open()) {
            assertThat(transport.send(messages(0, 100))).isEqualTo(Outcome.DELIVERED);
            assertThat(transport.send(messages(100, 200))).isEqualTo(Outcome.DELIVERED);
            assertThat(listener.frames())
                    .isEqualTo(IntStream.range(0, 200)
                            .mapToObj(i -> ONE + "body " + i)
                            .toList());
            assertThat(listener.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatHangsUpHalfWayGetsTheBatchAgain() throws Exception {
        try (SyslogListener listener = new SyslogListener(server, false, Manner.HANGS_UP);
                Transport transport = to(listener, trusting).open()) {
            assertThatThrownBy(() -> transport.send(messages(0, 10))).isInstanceOf(IOException.class);
            assertThat(listener.frames()).containsExactly(ONE + "body 0");
            assertThat(transport.send(messages(0, 10))).isEqualTo(Outcome.DELIVERED);
            assertThat(listener.frames()).hasSize(11).endsWith(ONE + "body 9");
        }
    }

    @Test
    void aServerThatWasKilledMeanwhileLosesNothing() throws Exception {
        try (SyslogListener listener = new SyslogListener(server, false);
                Transport transport = to(listener, trusting).open()) {
            transport.send(messages(0, 1));
            listener.reset();
            assertThat(transport.send(messages(1, 2))).isEqualTo(Outcome.DELIVERED);
            assertThat(listener.frames()).containsExactly(ONE + "body 0", ONE + "body 1");
        }
    }

    @Test
    void aServerThatWasStartedAgainMeanwhileLosesNothing() throws Exception {
        try (SyslogListener listener = new SyslogListener(server, false);
                Transport transport = to(listener, trusting).open()) {
            transport.send(messages(0, 1));
            listener.hangUp();
            assertThat(transport.send(messages(1, 2))).isEqualTo(Outcome.DELIVERED);
            assertThat(listener.frames()).containsExactly(ONE + "body 0", ONE + "body 1");
            assertThat(listener.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatStopsReadingHoldsNobodyForEver() throws Exception {
        String large = "x".repeat(60_000);
        List<Message> much = IntStream.range(0, 200)
                .mapToObj(i -> new Message("m", "a", "page", Level.LOW, 0, "text/plain", large))
                .toList();
        try (SyslogListener listener = new SyslogListener(server, false, Manner.IDLES);
                Transport transport = new SyslogConnection(to(listener, trusting), trusting.context(), 500)) {
            assertThatThrownBy(() -> transport.send(much)).isInstanceOf(IOException.class);
            assertThat(transport.send(messages(0, 1))).isEqualTo(Outcome.DELIVERED);
        }
    }

    @Test
    void nobodyListens() throws Exception {
        SyslogListener listener = new SyslogListener(server, false);
        listener.close();
        try (Transport transport = to(listener, trusting).open()) {
            assertThatThrownBy(() -> transport.send(messages(0, 1))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void speaksToNobodyWhoCannotProveWhoTheyAre() throws Exception {
        Certificates certificates = new Certificates(folder);
        Path other = certificates.identity("other", "dns:other.example.com");
        Tls trustsOther = new Tls(certificates.certificate(other, "other").toString(), null, null);
        try (SyslogListener listener = new SyslogListener(server, false);
                SyslogListener wrongName = new SyslogListener(Certificates.server(other), false)) {
            for (SyslogTarget target :
                    List.of(to(listener, Tls.PLATFORM), to(listener, trustsOther), to(wrongName, trustsOther))) {
                try (Transport transport = target.open()) {
                    assertThatThrownBy(() -> transport.send(messages(0, 1)))
                            .isInstanceOf(javax.net.ssl.SSLException.class);
                }
            }
            assertThat(listener.frames()).isEmpty();
            assertThat(wrongName.frames()).isEmpty();
        }
    }

    @Test
    void showsItsOwnCertificateToWhoeverAsks() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), Certificates.PASSWORD);
        Tls ours = new Tls(trusting.ca(), identity.toString(), Secret.file(password));
        try (SyslogListener listener = new SyslogListener(server, true)) {
            try (Transport transport = to(listener, trusting).open()) {
                assertThatThrownBy(() -> transport.send(messages(0, 1))).isInstanceOf(IOException.class);
            }
            try (Transport transport = to(listener, ours).open()) {
                assertThat(transport.send(messages(0, 1))).isEqualTo(Outcome.DELIVERED);
            }
        }
    }

    @Test
    void aFileThatHoldsNoCertificateIsNamed() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        SyslogTarget target = new SyslogTarget("localhost", 1, "h", new Tls(empty.toString(), null, null));
        assertThatThrownBy(target::open).hasMessageContaining("empty.pem");
    }
}
