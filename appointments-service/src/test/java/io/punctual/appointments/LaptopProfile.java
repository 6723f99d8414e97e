package io.punctual.appointments;

import io.punctual.ground.test.PostgresResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** The service as on a laptop, with its demo users; events go to {@link FakeReceiver}. One start for all tests. */
public final class LaptopProfile implements QuarkusTestProfile {

    @Override
    public String getConfigProfile() {
        return "local";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.http.test-port", "0",
                // Tests send more than anybody in a minute, of a clock that stands still.
                "punctual.limits.identity-per-minute", "0",
                "punctual.limits.firm-per-minute", "0",
                "punctual.limits.address-per-minute", "0",
                "punctual.events.every", "1s",
                "punctual.events.target", FakeReceiver.instance().url());
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(PostgresResource.class, Map.of("database", "appointments")));
    }
}
