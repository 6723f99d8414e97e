package io.punctual.workflow.action.email;

import io.quarkus.mailer.runtime.MailerRuntimeConfig;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Makes the client beneath Quarkus Mailer from {@code quarkus.mailer.*}, with the one thing that Quarkus cannot set: a
 * connection on which nothing moves any more is closed. Without that, a server that hangs keeps the places it took in the
 * pool for ever, and nothing is sent until a restart.
 */
@SuppressWarnings("deprecation") // old settings are refused or honoured, never ignored
final class SmtpClients {
    private static final int MILLIS_TO_CONNECT = 10_000;

    private SmtpClients() {}

    /**
     * The server of the default mailer.
     *
     * @param stillness after which a connection is given up
     * @throws IllegalStateException where something is configured that this client does not do
     */
    static MailServer server(
            Vertx vertx, MailersRuntimeConfig mailers, TlsConfigurationRegistry registry, Duration stillness) {
        MailerRuntimeConfig mailer = Objects.requireNonNull(mailers.mailers().get(Mailers.DEFAULT_MAILER_NAME));
        if (mailer.dkim().enabled()
                || mailer.truststore().isConfigured()
                || mailer.keyStore().isPresent()) {
            throw new IllegalStateException("quarkus.mailer.dkim, .truststore and .key-store are not supported:"
                    + " let the mail server sign, and name a quarkus.tls configuration");
        }
        MailConfig config = bounded(new MailConfig(mailer.host()), stillness);
        mailer.port().ifPresent(config::setPort);
        mailer.username().ifPresent(config::setUsername);
        mailer.password().ifPresent(config::setPassword);
        mailer.authMethods().ifPresent(config::setAuthMethods);
        mailer.ownHostName().ifPresent(config::setOwnHostname);
        mailer.ntlm().domain().ifPresent(config::setNtDomain);
        mailer.ntlm().workstation().ifPresent(config::setWorkstation);
        mailer.maxMailsPerConnection().ifPresent(config::setMaxMailsPerConnection);
        config.setLogin(LoginOption.valueOf(mailer.login().toUpperCase(Locale.ROOT)))
                .setStarttls(StartTLSOptions.valueOf(mailer.startTLS().toUpperCase(Locale.ROOT)))
                .setDisableEsmtp(mailer.disableEsmtp())
                .setPipelining(mailer.pipelining())
                .setMultiPartOnly(mailer.multiPartOnly())
                .setAllowRcptErrors(mailer.allowRcptErrors())
                .setKeepAlive(mailer.keepAlive())
                .setMaxPoolSize(mailer.maxPoolSize())
                .setPoolCleanerPeriod((int) mailer.poolCleanerPeriod().toMillis())
                .setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout((int) mailer.keepAliveTimeout().toMillis())
                .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS);
        secure(mailer, registry, config);
        return new MailServer(vertx, config, stillness);
    }

    /** Gives up connections that do not come about, or on which nothing moves. */
    static MailConfig bounded(MailConfig config, Duration stillness) {
        config.setConnectTimeout((int) Math.min(MILLIS_TO_CONNECT, stillness.toMillis()));
        config.setIdleTimeout((int) stillness.toMillis());
        config.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return config;
    }

    private static void secure(MailerRuntimeConfig mailer, TlsConfigurationRegistry registry, MailConfig config) {
        if (mailer.tlsConfigurationName().isEmpty()) {
            config.setSsl(mailer.ssl() || mailer.tls().orElse(false));
            config.setTrustAll(mailer.trustAll().orElse(false));
            return;
        }
        String name = mailer.tlsConfigurationName().get();
        TlsConfiguration tls = registry.get(name)
                .orElseThrow(() -> new IllegalStateException("there is no quarkus.tls configuration " + name));
        config.setSsl(mailer.tls().orElse(true));
        config.setTrustAll(tls.isTrustAll());
        if (tls.getTrustStoreOptions() != null) {
            config.setTrustOptions(tls.getTrustStoreOptions());
        }
        if (tls.getKeyStoreOptions() != null) {
            config.setKeyCertOptions(tls.getKeyStoreOptions());
        }
        tls.getHostnameVerificationAlgorithm().ifPresent(config::setHostnameVerificationAlgorithm);
        config.setEnabledSecureTransportProtocols(tls.getSSLOptions().getEnabledSecureTransportProtocols());
    }
}
