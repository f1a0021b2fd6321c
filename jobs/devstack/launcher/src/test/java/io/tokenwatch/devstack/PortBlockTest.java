package io.tokenwatch.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortBlockTest {
    @Test
    void skipsAPortThatIsTaken() throws Exception {
        try (PortBlock ports = PortBlock.reserve()) {
            int first = ports.next();
            try (ServerSocket other = new ServerSocket()) {
                other.bind(Loopback.at(first + 1));
                assertThat(ports.next()).isGreaterThan(other.getLocalPort());
            }
        }
    }

    @Test
    void twoStacksNeverShareAPort() {
        try (PortBlock one = PortBlock.reserve();
                PortBlock other = PortBlock.reserve()) {
            assertThat(one.next() / 10).isNotEqualTo(other.next() / 10);
        }
    }
}
