package io.punctual.workflow.action.email;

import static io.punctual.workflow.template.Meetings.meeting;
import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.ground.test.PostgresResource;
import io.punctual.workflow.action.ActionContext;
import io.punctual.workflow.action.ActionOutcome;
import io.punctual.workflow.action.KnownActions;
import io.punctual.workflow.action.StepVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The service as it is wired and configured sends mail to the server that {@code quarkus.mailer.*} names. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(MailServerResource.class)
class WiredMailTest {
    @Inject
    KnownActions actions;

    @Test
    void aMailArrives() throws Exception {
        UUID execution = UUID.fromString("0198c3a2-0000-7000-8000-00000000beef");
        StepVersion step = new StepVersion(execution, execution, 1, "s1", "send_email");
        ActionOutcome outcome = actions.run(
                step,
                Post.mail().toString(),
                new ActionContext(Post.FIRM, execution, meeting().snapshot(), Post.SENDERS, Post.NOW));
        assertThat(outcome).isInstanceOf(ActionOutcome.Done.class);
        List<String> arrived = new ArrayList<>();
        for (MimeMessage mail : MailServerResource.server().getReceivedMessages()) {
            arrived.add(mail.getHeader("X-Punctual-Execution", ","));
        }
        assertThat(arrived).containsOnlyOnce(execution.toString());
        assertThat(actions.repeatable("send_email")).isTrue();
    }
}
