package io.punctual.workflow.intake;

import io.punctual.ground.audit.DenialWatch;
import jakarta.enterprise.context.ApplicationScoped;

/** Takes refused sources down in the audit. */
@ApplicationScoped
class AuditedRefusals implements RefusedSources {
    private final DenialWatch denials;

    AuditedRefusals(DenialWatch denials) {
        this.denials = denials;
    }

    @Override
    public void add(String source) {
        denials.refused(source, "signature");
    }
}
