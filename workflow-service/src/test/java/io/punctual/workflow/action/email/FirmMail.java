package io.punctual.workflow.action.email;

import static io.punctual.workflow.template.Meetings.meeting;
import static io.restassured.RestAssured.given;

import io.punctual.ground.id.Ids;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.KnownActions;
import io.punctual.workflow.action.StepVersion;
import io.punctual.workflow.firm.FirmSenders;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;

/** A firm of one test, its callers, and mails that its executions would send. */
record FirmMail(UUID id, KnownActions actions) {

    RequestSpecification as(String role) {
        return given().auth().preemptive().basic(role + "@" + id, "any").contentType("application/json");
    }

    /** The code of what came of a mail from this address. */
    String send(String from) throws InterruptedException {
        UUID execution = Ids.next();
        StepVersion step = new StepVersion(id, execution, 1, "s1", "send_email");
        FirmSenders senders = new FirmSenders(from, List.of(from));
        ActionOutcome outcome = actions.run(
                step,
                Post.mail().toString(),
                new ActionContext(id, execution, meeting().snapshot(), senders, Post.NOW));
        return switch (outcome) {
            case ActionOutcome.Done _ -> "done";
            case ActionOutcome.NoRecipient _ -> "nobody";
            case ActionOutcome.Transient failure -> failure.errorCode();
            case ActionOutcome.Permanent failure -> failure.errorCode();
            case ActionOutcome.Deferred deferred -> deferred.code();
        };
    }

    static String account(int port, String password, String more) {
        return """
                {"host": "127.0.0.1", "port": %d, "tls": "none", "username": "%s", %s
                 "from_addresses": ["desk@acme.example"]%s}""".formatted(
                port, FirmMailResource.USER, password.isEmpty() ? "" : "\"password\": \"" + password + "\",", more);
    }
}
