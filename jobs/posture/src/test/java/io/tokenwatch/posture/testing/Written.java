package io.tokenwatch.posture.testing;

import io.tokenwatch.event.TokenEvent;
import io.tokenwatch.indicator.Cell;
import io.tokenwatch.indicator.IndicatorDocument;
import io.tokenwatch.indicator.Tally;
import io.tokenwatch.posture.LocalPosture;
import io.tokenwatch.posture.PosturePolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All documents that events come to, by index and id. */
public final class Written {
    private Written() {}

    /** @param now as of when, milliseconds since the epoch */
    public static SortedMap<String, String> of(List<TokenEvent> events, long now) {
        LocalPosture posture = new LocalPosture(PosturePolicy.DEFAULT);
        events.forEach(posture::accept);
        posture.close(now);
        return of(posture);
    }

    public static SortedMap<String, String> of(LocalPosture posture) {
        SortedMap<String, String> documents = new TreeMap<>();
        posture.ledger().forEach((id, json) -> documents.put("tokenwatch-ledger/" + id, text(json)));
        indicators(posture.indicators(), documents);
        return documents;
    }

    private static void indicators(Map<Cell, Tally> cells, SortedMap<String, String> documents) {
        cells.forEach((cell, tally) -> {
            if (!tally.isEmpty()) {
                documents.put(
                        IndicatorDocument.index(cell) + "/" + cell.key().hex(),
                        text(IndicatorDocument.of(cell, tally)));
            }
        });
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
