package io.punctual.workflow.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
interface Resolver {
    /** All addresses, at least one. */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
