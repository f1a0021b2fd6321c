package io.tokenwatch.console.stage;

import io.tokenwatch.console.stage.Store.Document;
import io.tokenwatch.indicator.Dimensions;
import io.tokenwatch.indicator.IndicatorDocument;
import io.tokenwatch.ledger.LedgerPolicy;
import io.tokenwatch.posture.LocalPosture;
import io.tokenwatch.posture.PosturePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ledger and indicators of the demo's traffic, as the live job would write them. */
final class DemoPosture {
    private DemoPosture() {}

    static List<Document> documents(DemoAlerts demo) {
        LocalPosture posture = new LocalPosture(
                new PosturePolicy(true, LedgerPolicy.DEFAULT, new Dimensions(alerted(demo), Set.of(Dimensions.EACH))));
        demo.events().forEach(posture::accept);
        long version = 1;
        for (var alert : demo.alerts()) {
            posture.alert(version++, demo.document(alert));
        }
        posture.close(DemoAlerts.START.plusSeconds(300).toEpochMilli());
        List<Document> documents = new ArrayList<>();
        posture.ledger().forEach((id, json) -> documents.add(Document.of("tokenwatch-ledger", id, json)));
        posture.indicators().forEach((cell, tally) -> {
            if (!tally.isEmpty()) {
                documents.add(Document.of(
                        IndicatorDocument.index(cell), cell.key().hex(), IndicatorDocument.of(cell, tally)));
            }
        });
        return documents;
    }

    /** Clients counted by name. */
    private static Set<String> alerted(DemoAlerts demo) {
        return demo.alerts().stream()
                .flatMap(alert -> Stream.ofNullable(alert.key().get("client_id")))
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
