package io.punctual.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Fault;
import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.action.Recipient;
import io.punctual.workflow.appointment.Trigger;
import io.punctual.workflow.definition.WorkflowDocument.StepDocument;
import io.punctual.workflow.definition.WorkflowDraft.StepDraft;
import io.punctual.workflow.execution.IfLate;
import io.punctual.workflow.firm.FirmProfile;
import io.punctual.workflow.firm.FirmSenders;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowCheckTest {
    private static final UUID FIRM = UUID.fromString("00000000-0000-7000-8000-00000000ac3e");
    private static final WorkflowCheck.Owner OWNER = new WorkflowCheck.Owner(
            FIRM, Optional.of(new FirmProfile(FIRM, "Acme Advisory", "Europe/Berlin", "en-GB")), FirmSenders.NONE);

    private final WorkflowCheck check = new WorkflowCheck(new FakeActions());

    @Test
    void theShorthandIsAWorkflowWithOneStepWithoutAKey() {
        WorkflowDraft draft = check.check(OWNER, shorthand(-60, "send_email", config()), new Faults());

        assertThat(draft.steps())
                .containsExactly(new StepDraft(null, -60, IfLate.SKIP, "send_email", config(), Recipient.CONTACT));
        assertThat(draft.status()).isNull();
        assertThat(draft.requireConfirmed()).isFalse();
    }

    @Test
    void theTwoFormsDoNotMix() {
        WorkflowDocument document = new WorkflowDocument(
                null,
                "A",
                Trigger.CREATED,
                null,
                null,
                null,
                List.of(step("s1", 0)),
                0,
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(faults(document)).extracting(Fault::code).contains("mixed_forms");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        List<@Nullable StepDocument> steps = new ArrayList<>();
        steps.add(new StepDocument("s1", 525_601, null, null, "send_email", config()));
        steps.add(new StepDocument("s1", null, JsonNodeFactory.instance.textNode("x"), null, "send_fax", null));
        steps.add(new StepDocument("no spaces", 0, null, null, "send_email", JsonNodeFactory.instance.objectNode()));
        steps.add(null);
        WorkflowDocument document = new WorkflowDocument(
                "Globex", " ", null, null, null, null, steps, null, null, null, null, null, null, null);

        assertThat(faults(document))
                .extracting(fault -> fault.field() + " " + fault.code())
                .containsExactlyInAnyOrder(
                        "firm not_your_firm",
                        "name blank",
                        "trigger required",
                        "steps[0].delay_minutes out_of_range",
                        "steps[1].key duplicate",
                        "steps[1].delay_minutes required",
                        "steps[1].when condition_not_available",
                        "steps[1].action_type unknown_value",
                        "steps[2].key invalid_key",
                        "steps[2].action_config.subject required",
                        "steps[3] required");
    }

    @Test
    void whatReadingFoundWrongIsNotCalledMissingToo() {
        Faults faults = new Faults();
        faults.add("name", "wrong_type", "A text.");
        faults.add("trigger", "unknown_value", "One of …");
        faults.add("steps", "wrong_type", "A list.");
        WorkflowDocument document = new WorkflowDocument(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null);

        Problem problem =
                Objects.requireNonNull(catchThrowableOfType(Problem.class, () -> check.check(OWNER, document, faults)));

        assertThat(problem.faults()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(Trigger.class)
    void aNegativeDelayIsRefusedWhereNoMeetingLiesAhead(Trigger trigger) {
        WorkflowDocument document = canonical("A", trigger, List.of(step("s1", -1)));

        boolean refused = trigger == Trigger.COMPLETED || trigger == Trigger.CANCELLED || trigger == Trigger.NO_SHOW;

        assertThat(faults(document))
                .extracting(Fault::code)
                .containsExactlyElementsOf(refused ? List.of("negative_delay") : List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {-525_600, 0, 525_600})
    void delaysOfUpToAYearAreAccepted(int delay) {
        assertThat(faults(canonical("A", Trigger.CREATED, List.of(step("s1", delay)))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\u0000b", "a\u2028b", "a\u0085b", "a\ud800b"})
    void aNameIsOneLineOfStorableText(String name) {
        assertThat(faults(canonical(name, Trigger.CREATED, List.of(step("s1", 0)))))
                .extracting(Fault::code)
                .containsExactly("control_character");
    }

    @Test
    void aNameHasAtMostTwoHundredCharacters() {
        assertThat(faults(canonical("😀".repeat(200), Trigger.CREATED, List.of(step("s1", 0)))))
                .isEmpty();
        assertThat(faults(canonical("a".repeat(201), Trigger.CREATED, List.of(step("s1", 0)))))
                .extracting(Fault::code)
                .containsExactly("too_long");
    }

    @Test
    void thereAreOneToFiftySteps() {
        assertThat(faults(canonical("A", Trigger.CREATED, List.of())))
                .extracting(Fault::code)
                .containsExactly("required");
        assertThat(faults(canonical("A", Trigger.CREATED, Collections.nCopies(50, step(null, 0)))))
                .isEmpty();
        assertThat(faults(canonical("A", Trigger.CREATED, Collections.nCopies(51, step(null, 0)))))
                .extracting(Fault::code)
                .containsExactly("too_many");
    }

    @Test
    void theFirmMayBeTheCallersOwnByIdOrName() {
        for (String own :
                List.of(FIRM.toString(), FIRM.toString().toUpperCase(java.util.Locale.ROOT), "Acme Advisory")) {
            WorkflowDocument document = new WorkflowDocument(
                    own,
                    "A",
                    Trigger.CREATED,
                    null,
                    null,
                    null,
                    List.of(step("s1", 0)),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
            assertThat(faults(document)).isEmpty();
        }
    }

    @Test
    void textThatTheDatabaseCannotKeepIsRefused() {
        ObjectNode config = config();
        config.putObject("deep").putArray("list").add("a\u0000b");

        assertThat(faults(shorthand(0, "send_email", config)))
                .extracting(Fault::code)
                .containsExactly("unusable_text");
    }

    private List<Fault> faults(WorkflowDocument document) {
        Problem problem = catchThrowableOfType(Problem.class, () -> check.check(OWNER, document, new Faults()));
        return problem == null ? List.of() : problem.faults();
    }

    private static WorkflowDocument canonical(String name, Trigger trigger, List<StepDocument> steps) {
        return new WorkflowDocument(
                null,
                name,
                trigger,
                null,
                null,
                null,
                new ArrayList<>(steps),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static WorkflowDocument shorthand(int delay, String actionType, JsonNode config) {
        return new WorkflowDocument(
                null, "A", Trigger.CREATED, null, null, null, null, delay, actionType, config, null, null, null, null);
    }

    private static StepDocument step(@Nullable String key, int delay) {
        return new StepDocument(key, delay, null, null, "send_email", config());
    }

    private static ObjectNode config() {
        return JsonNodeFactory.instance.objectNode().put("subject", "Hello").put("to_email", "{{contact.email}}");
    }
}
