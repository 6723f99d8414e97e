package io.punctual.ground.audit;

import java.util.List;

/** All that was checked; valid where every part is. */
public record AuditVerification(boolean valid, List<ChainReport> chains, List<SealReport> seals) {}
