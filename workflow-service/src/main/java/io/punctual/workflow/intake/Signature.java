package io.punctual.workflow.intake;

import java.util.List;

/**
 * What a request says of its signature, as Standard Webhooks names it.
 *
 * @param id value of {@code webhook-id}; empty where there is none
 * @param timestamp value of {@code webhook-timestamp}; empty where there is none
 * @param signatures the parts of {@code webhook-signature}
 */
record Signature(String id, String timestamp, List<String> signatures) {}
