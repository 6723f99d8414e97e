package io.punctual.workflow.firm;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How firms' sender addresses are confirmed before mails go out from them through the installation's mail server. */
@ConfigMapping(prefix = "punctual.senders")
public interface SendersConfig {

    /**
     * Whether an address has to be confirmed. {@code off} takes each address as confirmed when it is added: for a laptop, or where
     * the mail server itself decides who may send as whom. Default required.
     */
    @WithDefault("required")
    Verification verification();

    /** How long the link in a mail is good. Default 24 h. */
    @WithDefault("24H")
    Duration linkLifetime();

    /** Where people reach this service, such as {@code https://workflow.example}: links begin with it. Without it no mail is sent. */
    Optional<String> publicUrl();

    /** What the mails with links are from. Without it no mail is sent. */
    Optional<String> from();

    /** Whether addresses have to be confirmed. */
    enum Verification {
        /** By a link in a mail. */
        REQUIRED,
        /** Not at all. */
        OFF
    }
}
