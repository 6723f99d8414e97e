package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceEnvironmentTest {

    @Test
    void aNameMayHoldUnderscores() {
        SourceEnvironment environment = new SourceEnvironment(Map.of(
                "PUNCTUAL_INTAKE_SOURCES_CRM_EU_SOURCE", "urn:acme:crm",
                "PUNCTUAL_INTAKE_SOURCES_CRM_SECRETS", "whsec_a",
                "PUNCTUAL_INTAKE_MAX_CONCURRENT_REQUESTS", "7"));

        assertThat(environment.getPropertyNames())
                .containsExactly("punctual.intake.sources.crm.secrets", "punctual.intake.sources.crm_eu.source");
        assertThat(environment.getValue("punctual.intake.sources.crm_eu.source"))
                .isEqualTo("urn:acme:crm");
        assertThat(environment.getValue("another")).isNull();
    }
}
