package io.tokenwatch.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One Kafka node in KRaft mode, broker and controller at once. */
final class Kafka {
    private Kafka() {}

    static Blueprint blueprint(Installation installation, Path home, PortBlock ports) throws IOException {
        int port = ports.next();
        Path properties = Files.writeString(home.resolve("server.properties"), properties(home, port, ports.next()));
        return new Blueprint(
                "kafka",
                Loopback.HOST + ":" + port,
                home,
                List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                installation.classPath("kafka-server"),
                "io.tokenwatch.devstack.kafka.KafkaServer",
                List.of(properties.toString()),
                new KafkaProbe(port));
    }

    private static String properties(Path home, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s

                # One node holds every replica there is.
                default.replication.factor=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1

                # Topics are made on purpose. A typo shall fail, not create.
                auto.create.topics.enable=false
                log.message.timestamp.type=CreateTime
                # Retention looks at the records' own time: a week would delete the demo's history as soon as it is written.
                log.retention.ms=-1
                # After a kill the controller admits the broker only when its former session has expired: 9 s by default.
                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                # Nobody else will join a test's group.
                group.initial.rebalance.delay.ms=0
                """.formatted(
                        port, controllerPort, home.resolve("data").toString().replace('\\', '/'));
    }
}
