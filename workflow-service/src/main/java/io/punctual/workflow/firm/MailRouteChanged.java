package io.punctual.workflow.firm;

import java.util.UUID;

/** How a firm's mails go out is another now; told once that has committed. */
record MailRouteChanged(UUID firmId) {}
