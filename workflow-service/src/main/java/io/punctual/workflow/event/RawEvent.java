package io.punctual.workflow.event;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One event as it came: well-formed JSON, of which nothing else is known yet.
 *
 * @param size bytes of its own text, as UTF-8
 */
public record RawEvent(JsonNode json, int size) {}
