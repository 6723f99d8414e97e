package io.punctual.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.punctual.local.terminal.LaunchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortTest {
    @Test
    void takenPortIsNamedWithItsOwnerAndTheWayOut() throws IOException {
        try (ServerSocket occupant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Port port = new Port(occupant.getLocalPort(), "PUNCTUAL_MAIL_PORT", "the mail server");

            assertThatThrownBy(() -> Port.requireFree(List.of(port)))
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContaining("Port " + occupant.getLocalPort() + " is taken")
                    .hasMessageContaining("the mail server")
                    .hasMessageContaining("PUNCTUAL_MAIL_PORT=");
        }
    }

    @Test
    void everyTakenPortIsNamedAtOnce() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0)) {
            List<Port> ports =
                    List.of(new Port(one.getLocalPort(), "A", "a"), new Port(other.getLocalPort(), "B", "b"));

            assertThatThrownBy(() -> Port.requireFree(ports)).hasMessageContainingAll("A=", "B=");
        }
    }

    @Test
    void freePortIsFree() throws IOException {
        int number;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            number = probe.getLocalPort();
        }
        assertThat(new Port(number, "A", "a").isTaken()).isFalse();
    }

    @Test
    void portThatIsNoNumberIsRefusedWithItsVariable() {
        for (String wrong : List.of("eighty", "0", "65536", "-1", "80 80")) {
            assertThatThrownBy(() -> Port.from(Map.of("PUNCTUAL_INBOX_PORT", wrong), "PUNCTUAL_INBOX_PORT", 1, "x"))
                    .isInstanceOf(LaunchFailure.class)
                    .hasMessageContainingAll("PUNCTUAL_INBOX_PORT", wrong);
        }
    }
}
