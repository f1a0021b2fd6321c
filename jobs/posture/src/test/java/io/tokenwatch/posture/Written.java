package io.tokenwatch.posture;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.IndicatorDocument;
import io.tokenwatch.indicator.Tally;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All documents that events come to, by index and id. */
final class Written {
    private Written() {}

    static SortedMap<String, String> of(List<TokenEvent> events, long now) {
        LocalPosture posture = new LocalPosture(PosturePolicy.DEFAULT);
        events.forEach(posture::accept);
        posture.close(now);
        return of(posture);
    }

    static SortedMap<String, String> of(LocalPosture posture) {
        SortedMap<String, String> documents = new TreeMap<>();
        posture.ledger().forEach((id, json) -> documents.put("ledger/" + id, text(json)));
        indicators(posture.indicators(), documents);
        return documents;
    }

    static void indicators(Map<Cell, Tally> cells, SortedMap<String, String> documents) {
        cells.forEach((cell, tally) -> {
            if (!tally.isEmpty()) {
                documents.put(
                        IndicatorDocument.index(cell) + "/" + cell.key().hex(),
                        text(IndicatorDocument.of(cell, tally)));
            }
        });
    }

    static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
