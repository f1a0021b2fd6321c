package io.tokenwatch.devstack.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Formats the storage of a KRaft node if that has not been done yet, then serves until the process ends. */
public final class KafkaServer {
    /** Always the same, so that a broker accepts the data of its earlier runs. */
    private static final String CLUSTER_ID = "dG9rZW53YXRjaGRlbW8wMA";

    private KafkaServer() {}

    /** @param args the path of {@code server.properties} */
    public static void main(String[] args) {
        String properties = args[0];
        int exitCode = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", properties},
                System.out);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
        Kafka.main(new String[] {properties});
    }
}
