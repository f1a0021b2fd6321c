package io.tokenwatch.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page holds whatever an attacker writes into an id. */
class ReportTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\\\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "</td></table></main><h1>owned",
            "&lt;b&gt;",
            "\u202e\u2066evil\u2069",
            "zero\u200bwidth",
            "\u05e9\u05dc\u05d5\u05dd",
            "\\u0007bell",
            "javascript:alert(1)",
            "x".repeat(8_192));

    @TempDir
    private Path folder = Path.of("");

    private String page() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            lines.add(Trial.failed("2026-01-05T10:00:00Z", "e" + i, HOSTILE.get(i)));
        }
        Path log = Trial.write(folder.resolve("a.ndjson"), lines);
        String other =
                Trial.FAILURES.replace("medium", "low").replace("A request failed", "\"A <b>bold</b> \\u202ename\"");
        Trial trial = Trial.of(folder.resolve("out"), Trial.rules(other), Trial.rules(Trial.FAILURES), log);
        assertThat(trial.result().alerts()).isEqualTo(HOSTILE.size());
        return trial.file(Backtest.REPORT);
    }

    @Test
    void nothingFromAnEventIsMarkup() throws IOException {
        String page = page();
        assertThat(page)
                .doesNotContain("<script", "<img", "<h1>owned", "<b>", "\u202e", "\u2066", "\u200b", "\u0007")
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "&amp;lt;b&amp;gt;",
                        "[U+202E]",
                        "[U+200B]",
                        "[U+0007]");
        assertThat(attributes(page)).allSatisfy(name -> assertThat(name).doesNotStartWith("on"));
    }

    @Test
    void otherScriptsStayInTheirPlaceAndLongIdsAreCutAloud() throws IOException {
        assertThat(page())
                .contains("<bdi>client_id \u05e9\u05dc\u05d5\u05dd</bdi>")
                .contains("<bdi>client_id " + "x".repeat(120) + "… (8,192 characters)</bdi>")
                .doesNotContain("x".repeat(121));
    }

    @Test
    void needsNothingButItself() throws IOException {
        assertThat(page())
                .doesNotContain("http://", "https://", "<link", "@import", "url(")
                .contains("default-src &#39;none&#39;");
    }

    @Test
    void everyTagIsClosed() throws Exception {
        String page = page().replaceFirst("<!DOCTYPE html>", "").replaceAll("<meta [^>]*>", "");
        var xml = javax.xml.stream.XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(page));
        int elements = 0;
        while (xml.hasNext()) {
            elements += xml.next() == javax.xml.stream.XMLStreamConstants.START_ELEMENT ? 1 : 0;
        }
        assertThat(elements).isGreaterThan(100);
    }

    private static List<String> attributes(String page) {
        return Pattern.compile("<[a-z0-9]+((?: [a-zA-Z-]+=\"[^\"]*\")*)>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .flatMap(tag -> Pattern.compile(" ([a-zA-Z-]+)=").matcher(tag).results())
                .map(match -> match.group(1))
                .toList();
    }
}
