package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokenwatch.devstack.Devstack;
import io.tokenwatch.devstack.junit.DevstackExtension;
import io.tokenwatch.flink.elasticsearch.Bulk.Result;
import io.tokenwatch.flink.elasticsearch.FaultyProxy.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DevstackExtension.class)
class BulkIT {
    private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9";

    private final String url;
    private final Index index;

    BulkIT(Devstack stack) throws IOException, InterruptedException {
        url = stack.elasticsearchUrl();
        index = Index.create(url);
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<Result> send(String url, List<DocumentWrite> documents) {
        try (ClusterClient client = new ClusterClient(ClusterSettings.at(url))) {
            return new Bulk(client.elasticsearch()).send(documents).join();
        }
    }

    /** New, new, present, newer there, strange field, unreadable value; as F6 has it. */
    private List<DocumentWrite> mixed() {
        String name = index.name();
        send(
                url,
                List.of(
                        DocumentWrite.create(name, "old", json("{\"n\":1}")),
                        DocumentWrite.index(name, "v", 7, json("{\"n\":2}"))));
        return List.of(
                DocumentWrite.create(name, "old", json("{\"n\":9}")),
                DocumentWrite.create(name, "new", json("{\"n\":3}")),
                DocumentWrite.index(name, "v", 7, json("{\"n\":9}")),
                DocumentWrite.index(name, "v2", 1, json("{\"n\":4}")),
                DocumentWrite.create(name, "strange", json("{\"x\":1}")),
                DocumentWrite.create(name, "bad", json("{\"n\":\"" + TOKEN + "\"}")),
                DocumentWrite.index(name, "late", 1, json("{\"n\":5}")));
    }

    @Test
    void eachItemHasAVerdictOfItsOwn() throws IOException, InterruptedException {
        List<DocumentWrite> documents = mixed();
        try (FaultyProxy proxy = new FaultyProxy(url, Fault.LAST_ITEM_BUSY)) {
            List<Result> results = send(proxy.url(), documents);
            assertThat(results)
                    .extracting(Result::verdict)
                    .containsExactly(
                            Verdict.PRESENT,
                            Verdict.WRITTEN,
                            Verdict.PRESENT,
                            Verdict.WRITTEN,
                            Verdict.REJECTED,
                            Verdict.REJECTED,
                            Verdict.RETRY);
            assertThat(results).extracting(Result::why).allSatisfy(why -> assertThat(why)
                    .doesNotContain(TOKEN));
            assertThat(results.get(4).why()).contains("strict_dynamic_mapping_exception");
        }
        assertThat(index.numbers()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aNewerVersionReplacesAnOlderOne() throws IOException, InterruptedException {
        send(url, List.of(DocumentWrite.index(index.name(), "v", 1L << 40, json("{\"n\":1}"))));
        send(url, List.of(DocumentWrite.index(index.name(), "v", (1L << 40) + 1, json("{\"n\":2}"))));
        assertThat(send(url, List.of(DocumentWrite.index(index.name(), "v", 1, json("{\"n\":3}")))))
                .extracting(Result::verdict)
                .containsExactly(Verdict.PRESENT);
        assertThat(index.numbers()).containsExactly(2L);
    }

    @Test
    void whatIsTooLargeGoesInHalves() throws IOException, InterruptedException {
        List<DocumentWrite> documents = mixed();
        try (FaultyProxy proxy = new FaultyProxy(url, Fault.TOO_LARGE)) {
            assertThat(send(proxy.url(), documents.subList(0, 4)))
                    .extracting(Result::verdict)
                    .containsExactly(Verdict.PRESENT, Verdict.WRITTEN, Verdict.PRESENT, Verdict.WRITTEN);
        }
    }

    @Test
    void aMalformedDocumentIsFoundAmongTheOthers() throws IOException, InterruptedException {
        List<Result> results = send(
                url,
                List.of(
                        DocumentWrite.create(index.name(), "a", json("{\"n\":1}")),
                        DocumentWrite.create(index.name(), "b", json("{\"n\":\n2}")),
                        DocumentWrite.create(index.name(), "c", json("{\"n\":3}"))));
        assertThat(results).extracting(Result::verdict).doesNotContain(Verdict.FATAL, Verdict.RETRY);
        assertThat(results.get(1).verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(index.numbers()).containsExactly(1L, 3L);
    }

    @Test
    void failuresAsAWhole() throws IOException, InterruptedException {
        List<DocumentWrite> one = List.of(DocumentWrite.create(index.name(), "a", json("{\"n\":1}")));
        for (Fault fault : List.of(
                Fault.TOO_MANY_REQUESTS,
                Fault.UNAVAILABLE,
                Fault.BAD_GATEWAY,
                Fault.RESET,
                Fault.RESET_AFTER_APPLIED)) {
            try (FaultyProxy proxy = new FaultyProxy(url, fault)) {
                assertThat(send(proxy.url(), one))
                        .as("%s", fault)
                        .extracting(Result::verdict)
                        .containsExactly(Verdict.RETRY);
            }
        }
        try (FaultyProxy proxy = new FaultyProxy(url, Fault.FORBIDDEN)) {
            assertThat(send(proxy.url(), one)).extracting(Result::verdict).containsExactly(Verdict.FATAL);
        }
        assertThat(send(url, one))
                .as("applied before the reset")
                .extracting(Result::verdict)
                .containsExactly(Verdict.PRESENT);
    }

    @Test
    void templatesAreInstalledAgainAndAgain() throws IOException, InterruptedException {
        ClusterSettings cluster = ClusterSettings.at(url);
        IndexTemplates.install(cluster, Duration.ofSeconds(10));
        IndexTemplates.install(cluster, Duration.ofSeconds(10));
        String made = new Index(url, "_index_template").call("GET", "/tokenwatch-alerts", "");
        assertThat(made).contains("tokenwatch-alerts-*");
    }

    @Test
    void aClusterThatIsNotThereIsSaid() {
        assertThatThrownBy(
                        () -> IndexTemplates.install(ClusterSettings.at("http://127.0.0.1:1"), Duration.ofMillis(300)))
                .isInstanceOf(ElasticsearchAbsent.class)
                .hasMessageContaining("http://127.0.0.1:1 did not serve");
    }
}
