package io.tokenwatch.devstack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;

/**
 * Ready when a Metadata request (version 7 of the Kafka protocol, no topics) is answered with at least one broker. A broker
 * opens its port a little before the controller admits it; until then the list of brokers is empty.
 */
record KafkaProbe(int port) implements Probe {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final short METADATA = 3;
    private static final short VERSION = 7;

    @Override
    public boolean isReady() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.at(port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request());
            DataInputStream response = new DataInputStream(socket.getInputStream());
            response.readInt(); // size
            response.readInt(); // correlation id
            response.readInt(); // throttle time
            int brokers = response.readInt();
            return brokers > 0;
        }
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream request = new DataOutputStream(bytes);
        request.writeInt(15); // size of what follows
        request.writeShort(METADATA);
        request.writeShort(VERSION);
        request.writeInt(1); // correlation id
        request.writeShort(-1); // no client id
        request.writeInt(0); // no topics
        request.writeBoolean(false); // create none
        return bytes.toByteArray();
    }
}
