package io.punctual.workflow.action.email;

/**
 * A meeting to be attached.
 *
 * @param method {@code REQUEST} or {@code CANCEL}
 * @param icalendar the text of an RFC 5545 object
 */
record Invitation(String method, String icalendar) {}
