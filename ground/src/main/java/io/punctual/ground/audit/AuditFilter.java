package io.punctual.ground.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a list of audit events is narrowed to; null members narrow nothing. {@code to} is exclusive. */
public record AuditFilter(
        @Nullable String objectType,
        @Nullable String objectId,
        @Nullable String eventType,
        @Nullable Instant from,
        @Nullable Instant to) {}
