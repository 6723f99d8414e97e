package io.punctual.workflow.outgoing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where connections may go whose destination a firm chose. The installation's own servers are not concerned. */
@ConfigMapping(prefix = "punctual.outgoing")
public interface OutgoingConfig {

    /** Firms' mail servers. */
    Smtp smtp();

    /**
     * Hosts that may be named: exactly ({@code smtp.example.com}) or with all below them ({@code *.example.com}). Default: any.
     * Addresses are checked all the same.
     */
    Optional<List<String>> allowedHosts();

    /**
     * Networks that may be reached although they are not public, such as {@code 10.20.0.0/16} for a mail server on premises.
     * Each opens all its ports named above to every firm. Default: none.
     */
    Optional<List<String>> allowedNetworks();

    /** How long finding a host's addresses may take. Default 5 s. */
    @WithDefault("5S")
    Duration resolveTimeout();

    /** How long a connection may take to come about. Default 10 s. */
    @WithDefault("10S")
    Duration connectTimeout();

    /** How many bytes a server may say before it is our turn again; beyond them the connection is closed. Default 64 KiB. */
    @WithDefault("65536")
    int largestReply();

    /** A SOCKS 5 proxy that all these connections take, where its host is named. */
    Proxy proxy();

    /** What holds for SMTP. */
    interface Smtp {
        /** Ports that may be named. Default: the four that mail servers take submissions on. */
        @WithDefault("25,465,587,2525")
        Set<Integer> ports();

        /** Whether a connection may go without TLS, password included. For a laptop alone. Default false. */
        @WithDefault("false")
        boolean plain();
    }

    /** A SOCKS 5 proxy. It is handed addresses that were checked, never names. */
    interface Proxy {
        /** Where it is. Default: there is none. */
        Optional<String> host();

        /** Its port. Default 1080. */
        @WithDefault("1080")
        int port();

        /** Who logs in, where it asks. */
        Optional<String> username();

        /** The password, where it asks. */
        Optional<String> password();
    }
}
