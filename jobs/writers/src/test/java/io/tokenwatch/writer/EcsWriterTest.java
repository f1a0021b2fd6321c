package io.tokenwatch.writer;

import java.io.IOException;
import java.util.Map;

class EcsWriterTest extends WriterContract {
    @Override
    AlertWriter writer() {
        return AlertWriters.of("ecs", Map.of());
    }

    @Override
    Map<String, String> read(byte[] document) throws IOException {
        return JsonReader.fields(JsonReader.tree(document), "/oauth/client/id", "/event/reason");
    }

    @Override
    String shown(byte[] document) throws IOException {
        return JsonReader.pretty(document);
    }
}
