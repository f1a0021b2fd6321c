package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessionIT {
    @TempDir
    Path directory;

    @Test
    void aStackGoesOnWithTheDataOfAnEarlierOneOnOtherPorts() throws Exception {
        List<String> progress = Collections.synchronizedList(new ArrayList<>());
        String earlier;
        try (Devstack stack = Devstack.start(directory, progress::add)) {
            earlier = stack.kafka();
            Topic.create(stack.kafka(), "inherited").send("record", 0);
            Rest.call("PUT", stack.elasticsearchUrl() + "/inherited/_create/1", "{}");
            Rest.call("POST", stack.registryUrl() + "/subjects/inherited/versions", "{\"schema\": \"\\\"long\\\"\"}");
        }
        assertThat(progress).hasSize(3).allMatch(line -> line.matches("\\w+ ready after [0-9.]+ s at .*"));

        try (Devstack stack = Devstack.start(directory, line -> {})) {
            assertThat(stack.kafka()).isNotEqualTo(earlier);
            assertThat(new Topic(stack.kafka(), "inherited").read(1)).containsExactly("record");
            String document = stack.elasticsearchUrl() + "/inherited/_create/1";
            assertThat(Rest.call("PUT", document, "{}").statusCode()).isEqualTo(409);
            assertThat(Rest.get(stack.registryUrl() + "/subjects").body()).contains("inherited");
        }
    }
}
