package io.punctual.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class ProductionGuardTest {
    private static final List<String> PRODUCTION = List.of("prod");
    private static final String ISSUER = "quarkus.oidc.auth-server-url";
    private static final String AUDIENCE = "quarkus.oidc.token.audience";

    private static List<String> objections(Map<String, String> properties) {
        return ProductionGuard.objections(config(properties), PRODUCTION);
    }

    private static Config config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }

    private static List<String> objectionsToEnvironment(Map<String, String> variables) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(variables, 300))
                .build();
        return ProductionGuard.objections(config, PRODUCTION);
    }

    @Test
    void secretsOfOnesOwnAreFine() {
        assertThat(objections(Map.of(
                        "punctual.events.secret", "whsec_b3VyLW93bi1zZWNyZXQtb2YtMjQtYnl0ZXM=",
                        "punctual.events.target", "https://flows.example/api/v1/events",
                        "quarkus.datasource.password", "dSz3k-9",
                        "quarkus.oidc.auth-server-url", "https://login.example/realms/punctual",
                        "quarkus.oidc.token.audience", "punctual")))
                .isEmpty();
        assertThat(objections(Map.of())).isEmpty();
    }

    @Test
    void theLaptopsSecretIsRefusedWhereverItStands() {
        for (String value : List.of(
                LocalSecrets.SIGNING,
                "whsec_b3VyLW93bi1zZWNyZXQtb2YtMjQtYnl0ZXM=," + LocalSecrets.SIGNING,
                LocalSecrets.SIGNING.replace("=", ""),
                LocalSecrets.SECRETS_KEY.replace("=", ""),
                LocalSecrets.SIGNING.substring("whsec_".length()))) {
            assertThat(objections(Map.of("punctual.intake.sources.crm.secrets", value)))
                    .singleElement()
                    .asString()
                    .startsWith("punctual.intake.sources.crm.secrets is the laptop's secret");
        }
    }

    @Test
    void theEnvironmentIsSearchedToo() {
        assertThat(objectionsToEnvironment(Map.of(
                        "PUNCTUAL_EVENTS_SECRET", LocalSecrets.SIGNING,
                        "PUNCTUAL_INTAKE_SOURCES_CRM_SECRETS", LocalSecrets.SIGNING,
                        "QUARKUS_DATASOURCE_PASSWORD", "postgres")))
                .anyMatch(objection -> objection.contains("EVENTS_SECRET"))
                .anyMatch(objection -> objection.contains("SOURCES_CRM_SECRETS"))
                .anyMatch(objection -> objection.contains("DATASOURCE_PASSWORD"));
    }

    @Test
    void passwordsThatEverybodyTriesFirstAreRefused() {
        for (String property : List.of(
                "quarkus.datasource.password",
                "quarkus.flyway.password",
                "quarkus.mailer.password",
                "quarkus.oidc.credentials.secret")) {
            for (String value : List.of("postgres", "punctual", "Password", "changeme")) {
                assertThat(objections(Map.of(property, value)))
                        .containsExactly(property + " is a password that everybody tries first: set one of your own.");
            }
        }
    }

    @Test
    void whatStandsInTheEnvironmentIsNamedOnce() {
        Config both = new SmallRyeConfigBuilder()
                .withSources(
                        new EnvConfigSource(Map.of("QUARKUS_DATASOURCE_PASSWORD", "postgres"), 300),
                        new PropertiesConfigSource(
                                Map.of("quarkus.datasource.password", "x", "quarkus.flyway.password", "postgres"),
                                "file",
                                100))
                .build();
        assertThat(ProductionGuard.objections(both, PRODUCTION))
                .singleElement()
                .asString()
                .startsWith("QUARKUS_DATASOURCE_PASSWORD");
    }

    @Test
    void objectionsNeverQuoteASecret() {
        assertThat(objections(Map.of("punctual.events.secret", LocalSecrets.SIGNING)))
                .noneMatch(objection -> objection.contains("cHVuY3"));
    }

    @Test
    void theIssuerIsReachedOverTls() {
        for (String plain : List.of("http://login.example", "HTTP://login.example", "http://localhost:8180/realms/x")) {
            assertThat(objections(Map.of(ISSUER, plain, AUDIENCE, "punctual")))
                    .singleElement()
                    .asString()
                    .startsWith("quarkus.oidc.auth-server-url is http")
                    .endsWith("use https.");
        }
        assertThat(objections(Map.of(
                        ISSUER,
                        "https://login.example",
                        AUDIENCE,
                        "punctual",
                        "quarkus.oidc.jwks-path",
                        "http://login.example/keys")))
                .hasSize(1);
    }

    @Test
    void anIssuerWithoutAnAudienceIsRefused() {
        for (String audience : List.of("", " ", "any", ",")) {
            assertThat(objections(Map.of(ISSUER, "https://login.example", AUDIENCE, audience)))
                    .singleElement()
                    .asString()
                    .startsWith("quarkus.oidc.token.audience is not set");
        }
        assertThat(objections(Map.of(ISSUER, "https://login.example"))).hasSize(1);
    }

    @Test
    void whatWouldWeakenTheChecksIsRefused() {
        for (Map.Entry<String, String> weak : Map.of(
                        "quarkus.oidc.token.issuer", "any",
                        "quarkus.oidc.jwks.resolve-early", "false",
                        "quarkus.oidc.tls.verification", "none",
                        "quarkus.tls.trust-all", "true")
                .entrySet()) {
            Map<String, String> properties =
                    new HashMap<>(Map.of(ISSUER, "https://login.example", AUDIENCE, "punctual"));
            properties.put(weak.getKey(), weak.getValue());
            assertThat(objections(properties)).singleElement().asString().startsWith(weak.getKey());
        }
    }

    @Test
    void theLaptopsProfileBesideAnotherIsRefused() {
        for (List<String> profiles : List.of(List.of("local", "prod"), List.of("prod", "local"), List.of("test"))) {
            assertThat(ProductionGuard.objections(config(Map.of()), profiles))
                    .singleElement()
                    .asString()
                    .contains("QUARKUS_PROFILE");
        }
    }

    @Test
    void eventsLeaveOverTlsUnlessTheHostIsAllowed() {
        String target = "punctual.events.target";
        assertThat(objections(Map.of(target, "http://flows.example/api/v1/events")))
                .singleElement()
                .asString()
                .contains("use https");
        assertThat(objections(Map.of(
                        target,
                        "http://flows.example/api/v1/events",
                        "punctual.production.plain-hosts",
                        "other, flows.example")))
                .isEmpty();
        assertThat(objections(Map.of(target, "http://localhost:8080/api/v1/events")))
                .isEmpty();
    }

    @Test
    void everythingIsSaidAtOnce() {
        assertThat(objections(Map.of(
                        ISSUER,
                        "http://login.example",
                        "punctual.events.secret",
                        LocalSecrets.SIGNING,
                        "quarkus.datasource.password",
                        "punctual")))
                .hasSize(4);
    }
}
