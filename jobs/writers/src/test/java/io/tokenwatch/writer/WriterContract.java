package io.tokenwatch.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tokenwatch.alert.Alert;
import io.tokenwatch.alert.AlertSink.Change;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every writer must do, whatever an attacker calls himself. A test of a writer says how the format is read, by code that
 * knows the format's own rules and not the writer.
 */
abstract class WriterContract {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    /** As users get it. */
    abstract AlertWriter writer();

    /** What a receiver reads: names of fields and their values, the client id under {@code client}. */
    abstract Map<String, String> read(byte[] document) throws Exception;

    /** What becomes of a client id on its way: as little as the format can bear. */
    String arriving(String client) {
        return client;
    }

    /** For people to review: the same as {@link #writer} writes, unless that cannot be read or differs each time. */
    String shown(byte[] document) throws Exception {
        return new String(document, UTF_8);
    }

    final byte[] write(Alert alert) {
        return writer().write(alert, Change.OPENED, Samples.RUN);
    }

    @Test
    void writesWhatTheGoldenFileSays() throws Exception {
        StringBuilder all = new StringBuilder();
        Alert alert = Samples.ordinary();
        all.append(shown(write(alert))).append('\n');
        all.append(shown(writer().write(alert, Change.ESCALATED, Samples.RUN))).append('\n');
        if (tellsRetractions()) {
            byte[] document = writer().write(Samples.retracted(alert), Change.RETRACTED, Samples.RUN);
            all.append(shown(document)).append('\n');
        }
        Path golden = GOLDEN.resolve(writer().format() + ".golden");
        if (Boolean.getBoolean("tokenwatch.write")) {
            Files.writeString(golden, all.toString());
        }
        assertThat(all).hasToString(Files.readString(golden));
    }

    boolean tellsRetractions() {
        return true;
    }

    @Test
    void writesTheSameBytesAgain() {
        assertThat(write(Samples.ordinary())).isEqualTo(write(Samples.ordinary()));
    }

    @ParameterizedTest
    @MethodSource("io.tokenwatch.writer.Hostile#names")
    void noNameBreaksTheFormat(String name) throws Exception {
        byte[] document = write(Samples.hostile(name));
        Map<String, String> harmless = read(write(Samples.hostile("harmless")));
        Map<String, String> fields = read(document);
        assertThat(fields.keySet()).isEqualTo(harmless.keySet());
        assertThat(fields.get("client")).isEqualTo(arriving(name.replace("\ud83d ", "? "))); // as it was kept in UTF-8
        assertThat(text(document)).doesNotContainPattern("[\\x00-\\x08\\x0a-\\x1f]");
    }

    /** One document, one line, in strict UTF-8. */
    private static String text(byte[] document) throws CharacterCodingException {
        return UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(document))
                .toString();
    }

    @Test
    void nobodyReadsAFormulaAtTheStartOfWhatIsForPeople() throws Exception {
        assertThat(read(write(Samples.hostile("=cmd()"))).get("sentence")).startsWith("Revoked token accepted for ");
    }

    @Test
    void aLongNameIsCutAndSaysSo() throws Exception {
        byte[] document = write(Samples.hostile(Hostile.LONG));
        assertThat(document).hasSizeLessThanOrEqualTo(writer().longest());
        assertThat(read(document).get("client")).matches("x{64,1024}…\\[\\+[0-9]+]");
    }

    @Test
    void theLargestAlertFits() throws Exception {
        for (String text : new String[] {Hostile.LONG, "=".repeat(8192), "\u0001".repeat(8192), "😀".repeat(4096)}) {
            byte[] document = write(Samples.largest(text));
            assertThat(document).hasSizeLessThanOrEqualTo(writer().longest());
            assertThat(read(document).keySet()).contains("client", "sentence");
        }
    }

    @Test
    void noTokenLeavesTheHouse() throws Exception {
        for (String token : Hostile.tokens()) {
            String document = shown(write(Samples.hostile("a " + token + " b")));
            assertThat(document).doesNotContain(token.substring(8)).doesNotContain("canary");
            assertThat(document).contains("[withheld]");
        }
    }

    @Test
    void hashesOfTokensStay() throws Exception {
        if (tellsTokens()) {
            assertThat(shown(write(Samples.ordinary()))).contains(Samples.TOKEN);
        }
    }

    boolean tellsTokens() {
        return true;
    }
}
