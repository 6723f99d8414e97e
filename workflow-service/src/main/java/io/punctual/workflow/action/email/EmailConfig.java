package io.punctual.workflow.action.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How mail is sent, beyond {@code quarkus.mailer.*}. */
@ConfigMapping(prefix = "punctual.email")
public interface EmailConfig {

    /**
     * How long one mail may take from connecting to the server's last answer. Shorter than a worker's lease, so that the
     * answer is not lost; too short turns a slow server into retries, and maybe into second copies. Default 20 s.
     */
    @WithDefault("20S")
    Duration timeout();

    /**
     * For how many firms with a mail server account of their own connections are kept at once, four each at most. Default 100;
     * more firms still send, at the price of new connections.
     */
    @WithDefault("100")
    int firmClients();
}
