package io.tokenwatch.flink.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import io.tokenwatch.flink.deadletter.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends documents in one bulk request, and tells what became of each. */
final class Bulk {
    private static final String JSON = "application/json";

    /** What became of one document; {@code why} is empty where all is well. */
    record Result(DocumentWrite document, Verdict verdict, String why) {}

    private final ElasticsearchAsyncClient client;

    Bulk(ElasticsearchAsyncClient client) {
        this.client = client;
    }

    /** One result per document, in their order. Never fails: what goes wrong is the result of each document. */
    CompletableFuture<List<Result>> send(List<DocumentWrite> documents) {
        CompletableFuture<BulkResponse> answer;
        try {
            answer = client.bulk(request(documents));
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e); // such as a client that is closed already
        }
        return answer.thenApply(response -> answered(documents, response))
                .exceptionallyCompose(thrown -> failed(documents, Failure.of(thrown)));
    }

    private static List<Result> answered(List<DocumentWrite> documents, BulkResponse response) {
        List<BulkResponseItem> items = response.items();
        if (items.size() != documents.size()) {
            String why = "answer to " + items.size() + " of " + documents.size() + " documents";
            return all(documents, Verdict.RETRY, why);
        }
        List<Result> results = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            results.add(result(documents.get(i), items.get(i)));
        }
        return results;
    }

    private static Result result(DocumentWrite document, BulkResponseItem item) {
        ErrorCause error = item.error();
        if (error == null) {
            return new Result(document, Verdict.ofItem(item.status(), ""), "");
        }
        String type = String.valueOf(error.type());
        String why = Excerpt.clean("HTTP %d %s: %s".formatted(item.status(), type, error.reason()));
        return new Result(document, Verdict.ofItem(item.status(), type), why);
    }

    private CompletableFuture<List<Result>> failed(List<DocumentWrite> documents, Failure failure) {
        if (failure.verdict() != Verdict.DIVIDE) {
            return CompletableFuture.completedFuture(all(documents, failure.verdict(), failure.what()));
        }
        if (documents.size() == 1) {
            return CompletableFuture.completedFuture(all(documents, Verdict.REJECTED, failure.what()));
        }
        int half = documents.size() / 2;
        CompletionStage<List<Result>> first = send(documents.subList(0, half));
        return first.thenCompose(before -> send(documents.subList(half, documents.size()))
                        .thenApply(after -> {
                            List<Result> both = new ArrayList<>(before);
                            both.addAll(after);
                            return both;
                        }))
                .toCompletableFuture();
    }

    private static List<Result> all(List<DocumentWrite> documents, Verdict verdict, String why) {
        return documents.stream()
                .map(document -> new Result(document, verdict, why))
                .toList();
    }

    private static BulkRequest request(List<DocumentWrite> documents) {
        return BulkRequest.of(
                bulk -> bulk.operations(documents.stream().map(Bulk::operation).toList()));
    }

    private static BulkOperation operation(DocumentWrite document) {
        BinaryData json = BinaryData.of(document.json(), JSON);
        return BulkOperation.of(one -> document.isCreate()
                ? one.create(create ->
                        create.index(document.index()).id(document.id()).document(json))
                : one.index(index -> index.index(document.index())
                        .id(document.id())
                        .version(document.version())
                        .versionType(VersionType.External)
                        .document(json)));
    }
}
