package io.tokenwatch.flink.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.RequestEntryWrapper;
import org.junit.jupiter.api.Test;

class DocumentWriteTest {
    private static final byte[] JSON = "{\"a\":\"é\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void survivesACheckpoint() throws IOException {
        DocumentWriteStateSerializer serializer = new DocumentWriteStateSerializer();
        List<DocumentWrite> documents =
                List.of(DocumentWrite.index("i", "1", Long.MAX_VALUE, JSON), DocumentWrite.create("logs", "2", JSON));
        BufferedRequestState<DocumentWrite> state = new BufferedRequestState<>(documents.stream()
                .map(document -> new RequestEntryWrapper<>(document, document.size()))
                .toList());
        BufferedRequestState<DocumentWrite> restored =
                serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
        assertThat(restored.getBufferedRequestEntries())
                .extracting(entry -> entry.getRequestEntry().toString())
                .containsExactly("i/1#" + Long.MAX_VALUE, "logs/2");
        assertThat(restored.getBufferedRequestEntries())
                .allSatisfy(entry -> assertThat(entry.getRequestEntry().json()).isEqualTo(JSON));
        assertThat(restored.getStateSize()).isEqualTo(state.getStateSize());
    }

    @Test
    void neverFallsToKryo() {
        SerializerConfigImpl noKryo = new SerializerConfigImpl();
        noKryo.setGenericTypes(false);
        assertThat(TypeInformation.of(DocumentWrite.class)).isEqualTo(DocumentWrite.TYPE);
        DocumentWrite.TYPE.createSerializer(noKryo);
    }

    @Test
    void refusesNegativeVersions() {
        assertThatThrownBy(() -> DocumentWrite.index("i", "1", -1, JSON)).hasMessageContaining("version -1 of i/1");
    }
}
