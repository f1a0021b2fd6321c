package io.tokenwatch.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a replay holds whatever an attacker writes, needs nothing but itself, and is the same again. */
class ReplayPageTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\\\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</td></table></main><h1>owned",
            "\u202e\u2066evil\u2069",
            "\\u001b[31mred",
            "javascript:alert(1)",
            "x".repeat(8_000));

    @TempDir
    private Path folder = Path.of("");

    private Path log() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            String value = HOSTILE.get(i);
            lines.add("{\"event_type\":\"token.refreshed\",\"event_time\":\"2026-01-05T10:00:0" + i
                    + "Z\",\"event_id\":\"e" + i
                    + value.replace("x".repeat(8_000), "") + "\",\"tenant\":\"" + value + "\",\"client_id\":\"" + value
                    + "\",\"outcome\":\"failure\",\"" + value + "\":1}");
        }
        lines.add("not a record <b>bold</b>");
        return Rehearsal.write(folder.resolve("<i>log&.ndjson"), lines);
    }

    private String page(String out) throws IOException {
        Rehearsal.of(folder.resolve(out), log());
        return Files.readString(folder.resolve(out).resolve(ResultFolder.REPORT));
    }

    @Test
    void nothingFromAnInputIsMarkup() throws IOException {
        String page = page("out");
        assertThat(page)
                .doesNotContain("<script", "<img", "<h1>owned", "<b>", "<i>log", "\u202e", "\u2066", "\u001b")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "[U+202E]", "[U+001B]", "&lt;i&gt;log&amp;.ndjson");
        assertThat(Pattern.compile("<[a-z0-9]+((?: [a-zA-Z-]+=\"[^\"]*\")*)>")
                        .matcher(page)
                        .results()
                        .flatMap(tag -> Pattern.compile(" ([a-zA-Z-]+)=\"")
                                .matcher(tag.group())
                                .results())
                        .map(match -> match.group(1)))
                .noneMatch(name -> name.startsWith("on"))
                .isNotEmpty();
    }

    @Test
    void needsNothingButItselfAndEveryTagIsClosed() throws Exception {
        String page = page("out");
        assertThat(page)
                .doesNotContain("http://", "https://", "<link", "@import", "url(")
                .contains("default-src &#39;none&#39;");
        var xml = XMLInputFactory.newDefaultFactory()
                .createXMLStreamReader(
                        new StringReader(page.replace("<!DOCTYPE html>", "").replaceAll("<meta [^>]*>", "")));
        int elements = 0;
        while (xml.hasNext()) {
            elements += xml.next() == XMLStreamConstants.START_ELEMENT ? 1 : 0;
        }
        assertThat(elements).isGreaterThan(100);
    }

    @Test
    void saysWhatWasFoundWhatWasNotAndOnWhatItRests() throws IOException {
        String page = page("out");
        Rehearsal replay = Rehearsal.of(folder.resolve("out"), log());
        assertThat(page)
                .contains("id=\"timeline\"", "id=\"clients\"", "id=\"networks\"", "id=\"evaluable\"")
                .contains("<a href=\"#rule-failures\">failures</a>", "<article id=\"rule-failures\">")
                .contains("<bdi>e0&lt;script&gt;") // the first evidence
                .contains(replay.summary.provenance().rulePack())
                .contains(replay.summary.provenance().inputs().get(0).sha256());
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        assertThat(page("out")).isEqualTo(page("again"));
    }
}
