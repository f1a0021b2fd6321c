package io.tokenwatch.cli;

import io.tokenwatch.flink.pack.PackTopic;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where packs are published. */
final class PackTopicOptions {
    @Option(
            names = "--bootstrap-servers",
            required = true,
            paramLabel = "HOST:PORT",
            description = "Brokers, separated by commas.")
    private String bootstrap = "";

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = PackTopic.NAME,
            description = "Default: ${DEFAULT-VALUE}.")
    private String topic = PackTopic.NAME;

    @Option(
            names = "--kafka-option",
            paramLabel = "KEY=VALUE",
            description = "Passed on to Kafka's clients, such as security.protocol=SSL. May be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    PackTopic topic() {
        return new PackTopic(bootstrap, topic, options);
    }
}
