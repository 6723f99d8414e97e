package io.punctual.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProductionGuardTest {
    private static List<String> objections(Map<String, String> properties) {
        return new ProductionGuard(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build())
                .objections();
    }

    private static List<String> objectionsToEnvironment(Map<String, String> variables) {
        return new ProductionGuard(new SmallRyeConfigBuilder()
                        .withSources(new EnvConfigSource(variables, 300))
                        .build())
                .objections();
    }

    @Test
    void secretsOfOnesOwnAreFine() {
        assertThat(objections(Map.of(
                        "punctual.events.secret", "whsec_b3VyLW93bi1zZWNyZXQtb2YtMjQtYnl0ZXM=",
                        "quarkus.oidc.auth-server-url", "https://login.example/realms/punctual")))
                .isEmpty();
    }

    @Test
    void theLaptopsSecretIsRefusedWhereverItStands() {
        for (String value : List.of(
                LocalSecrets.SIGNING,
                "whsec_b3VyLW93bi1zZWNyZXQtb2YtMjQtYnl0ZXM=," + LocalSecrets.SIGNING,
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
                        "PUNCTUAL_INTAKE_SOURCES_CRM_SECRETS", LocalSecrets.SIGNING)))
                .anyMatch(objection -> objection.contains("EVENTS_SECRET"))
                .anyMatch(objection -> objection.contains("SOURCES_CRM_SECRETS"));
    }

    @Test
    void objectionsNeverQuoteASecret() {
        assertThat(objections(Map.of("punctual.events.secret", LocalSecrets.SIGNING)))
                .noneMatch(objection -> objection.contains("cHVuY3"));
    }

    @Test
    void issuersAreReachedOverTlsUnlessOnThisMachine() {
        assertThat(objections(Map.of("quarkus.oidc.auth-server-url", "http://login.example")))
                .containsExactly("quarkus.oidc.auth-server-url is http: use https.");
        for (String here : List.of("http://localhost:8180", "http://127.0.0.1:8180", "http://[::1]:8180")) {
            assertThat(objections(Map.of("quarkus.oidc.auth-server-url", here))).isEmpty();
        }
    }
}
