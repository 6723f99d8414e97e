package io.punctual.local.process;

import io.punctual.local.terminal.LaunchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/**
 * A loopback port that something of ours listens on.
 *
 * @param number 1 to 65535
 * @param variable the environment variable that changes it
 * @param owner who wants it, as a person would say it
 */
public record Port(int number, String variable, String owner) {
    private static final int CONNECT_TIMEOUT_MILLIS = 300;

    /**
     * Reads one from the environment.
     *
     * @return the port named by the variable, else the default
     * @throws LaunchFailure if the variable holds no port number
     */
    public static Port from(Map<String, String> environment, String variable, int standard, String owner) {
        String text = environment.getOrDefault(variable, "").strip();
        if (text.isEmpty()) {
            return new Port(standard, variable, owner);
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new LaunchFailure(
                    variable + " is \"" + text + "\", but the port of " + owner + " must be a number from 1 to 65535.");
        }
        return new Port(Integer.parseInt(text), variable, owner);
    }

    /**
     * Refuses to start where something else listens already, or two of ours want the same.
     *
     * @throws LaunchFailure naming every port that is taken, who wanted it and how to choose another
     */
    public static void requireFree(List<Port> ports) {
        List<String> taken = ports.stream()
                .filter(port -> ports.stream()
                                        .filter(other -> other.number == port.number)
                                        .count()
                                > 1
                        || port.isTaken())
                .map(Port::complaint)
                .toList();
        if (!taken.isEmpty()) {
            throw new LaunchFailure(String.join("\n", taken));
        }
    }

    private String complaint() {
        int free = number < 60_000 ? number + 1_000 : number - 1_000;
        return "Port " + number + " is taken, and " + owner + " needs it. Stop what listens there, or choose another: "
                + variable + "=" + free + " make run";
    }

    /** {@return whether something on this machine listens there} */
    boolean isTaken() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        // Asked first: on macOS a port that is bound on all addresses can still be bound on one.
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback, number), CONNECT_TIMEOUT_MILLIS);
            return true;
        } catch (IOException nobodyAnswered) {
            return !canBind(loopback);
        }
    }

    private boolean canBind(InetAddress loopback) {
        try (ServerSocket socket = new ServerSocket(number, 1, loopback)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
