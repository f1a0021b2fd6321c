package io.tokenwatch.flink.transport;

import java.io.Serializable;

/** Where a server is and how to speak to it. Travels with the job; holds no secret, only where one is found. Prints as the server. */
public sealed interface Target extends Serializable permits KafkaTarget, SyslogTarget, WebhookTarget, HecTarget {
    Transport open();
}
