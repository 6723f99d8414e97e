package io.punctual.workflow.action.email;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;

/** The service where senders have to be confirmed, with {@link FirmMailResource} around it. */
public final class FirmMailProfile implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(FirmMailResource.class));
    }
}
