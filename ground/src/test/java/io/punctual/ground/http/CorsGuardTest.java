package io.punctual.ground.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsGuardTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "true; true; *; true",
                "true; true; https://app.example,*; true",
                "true; true; /.*/; true",
                "true; true; /^(.*)$/; true",
                "true; true; https://app.example; false",
                "true; false; *; false",
                "false; true; *; false"
            })
    void everyOriginWithCredentialsIsRefused(String enabled, String credentials, String origins, boolean refused) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "quarkus.http.cors.enabled", enabled,
                                "quarkus.http.cors.access-control-allow-credentials", credentials,
                                "quarkus.http.cors.origins", origins),
                        "test",
                        100))
                .build();

        assertThat(new CorsGuard(config).objection().isPresent()).isEqualTo(refused);
    }
}
