package io.punctual.workflow.firm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.punctual.ground.problem.Faults;
import io.punctual.ground.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    @Test
    void whatIsNotGivenGetsItsDefault() {
        assertThat(SettingsCheck.check(document(null, List.of(), null, null), new Faults()))
                .isEqualTo(FirmSettings.Values.DEFAULTS);
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        List<@Nullable String> senders = new ArrayList<>();
        senders.add("a@acme.example");
        senders.add("A@acme.example");
        senders.add("nobody");
        senders.add(null);

        assertThat(faults(document("b@acme.example", senders, 1441, 0)))
                .containsExactlyInAnyOrder(
                        "senders[1] duplicate",
                        "senders[2] invalid_address",
                        "senders[3] invalid_address",
                        "default_from sender_not_configured",
                        "before_meeting_lateness_minutes out_of_range",
                        "lateness_minutes out_of_range");
    }

    @Test
    void thereAreAtMostFiftySenders() {
        List<String> fifty = IntStream.range(0, 50)
                .mapToObj(number -> "a" + number + "@acme.example")
                .toList();

        assertThat(faults(document(null, fifty, null, null))).isEmpty();
        assertThat(faults(document(null, Collections.nCopies(51, "a@acme.example"), null, null)))
                .containsExactly("senders too_many");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@b",
                "a@-b.example",
                ".a@b.example",
                "a..b@c.example",
                "a b@c.example",
                "a@b.example\r\nBcc: c@d.example",
                "Acme <a@b.example>",
                "a@b.example, c@d.example",
                "{{contact.email}}"
            })
    void aSenderIsAPlainAddress(String sender) {
        assertThat(faults(document(null, List.of(sender), null, null))).containsExactly("senders[0] invalid_address");
    }

    private static List<String> faults(SettingsDocument document) {
        Problem problem = catchThrowableOfType(Problem.class, () -> SettingsCheck.check(document, new Faults()));
        return problem == null
                ? List.of()
                : problem.faults().stream()
                        .map(fault -> fault.field() + " " + fault.code())
                        .toList();
    }

    private static SettingsDocument document(
            @Nullable String defaultFrom,
            List<? extends @Nullable String> senders,
            @Nullable Integer beforeMeeting,
            @Nullable Integer lateness) {
        return new SettingsDocument(
                defaultFrom, new ArrayList<>(senders), beforeMeeting, lateness, null, null, null, null);
    }
}
