package io.punctual.workflow.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.punctual.workflow.event.LifecycleEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final UUID ACME = new UUID(1, 1);
    private static final UUID GLOBEX = new UUID(1, 2);

    private final Gathering gathering = new Gathering(3, 1, 4);
    private int events;

    @Test
    void whoComesAloneGoesStraightIn() {
        Taking alone = event(ACME);

        assertThat(gathering.arrived(List.of(alone))).containsExactly(group(ACME, alone));
    }

    @Test
    void whoArrivesMeanwhileGoesInTogetherOnceTheGroupIsDone() {
        Gathering.Group first = only(gathering.arrived(List.of(event(ACME))));
        List<Taking> crowd = List.of(event(ACME), event(ACME), event(ACME));

        assertThat(gathering.arrived(crowd)).isEmpty();

        assertThat(gathering.done(first)).containsExactly(new Gathering.Group(ACME, crowd));
    }

    @Test
    void aGroupHoldsNoMoreThanItMay() {
        List<Taking> crowd = List.of(event(ACME), event(ACME), event(ACME), event(ACME), event(ACME), event(ACME));

        Gathering.Group first = only(gathering.arrived(crowd));

        assertThat(first.takings()).isEqualTo(crowd.subList(0, 4));
        assertThat(only(gathering.done(first)).takings()).isEqualTo(crowd.subList(4, 6));
    }

    @Test
    void eventsOfOneAppointmentGoOneAfterTheOther() {
        UUID appointment = UUID.randomUUID();
        Taking created = event(ACME, appointment);
        Taking confirmed = event(ACME, appointment);
        Taking cancelled = event(ACME, appointment);
        Taking other = event(ACME);

        Gathering.Group first = only(gathering.arrived(List.of(created, confirmed, other, cancelled)));
        assertThat(first).isEqualTo(group(ACME, created, other));
        Gathering.Group second = only(gathering.done(first));
        assertThat(second).isEqualTo(group(ACME, confirmed));
        assertThat(gathering.done(second)).containsExactly(group(ACME, cancelled));
    }

    @Test
    void anAppointmentThatIsBeingTakenHoldsUpItsOwnEventsAlone() {
        Gathering wide = new Gathering(3, 2, 4);
        UUID appointment = UUID.randomUUID();
        Taking created = event(ACME, appointment);
        Taking confirmed = event(ACME, appointment);
        Taking other = event(ACME);
        Gathering.Group first = only(wide.arrived(List.of(created)));

        assertThat(wide.arrived(List.of(confirmed))).isEmpty();
        Gathering.Group second = only(wide.arrived(List.of(other)));

        assertThat(second).isEqualTo(group(ACME, other));
        assertThat(wide.done(second)).isEmpty();
        assertThat(wide.done(first)).containsExactly(group(ACME, confirmed));
    }

    @Test
    void eventsWithOneIdGoOneAfterTheOtherWhateverTheirAppointment() {
        Taking event = taking(Events.created(ACME, UUID.randomUUID(), "the id"));
        Taking another = taking(Events.created(ACME, UUID.randomUUID(), "the id"));

        Gathering.Group first = only(gathering.arrived(List.of(event, another)));

        assertThat(first).isEqualTo(group(ACME, event));
        assertThat(gathering.done(first)).containsExactly(group(ACME, another));
    }

    @Test
    void firmsGoInBesideEachOther() {
        Taking ofAcme = event(ACME);
        Taking ofGlobex = event(GLOBEX);

        assertThat(gathering.arrived(List.of(ofAcme, ofGlobex)))
                .containsExactly(group(ACME, ofAcme), group(GLOBEX, ofGlobex));
    }

    @Test
    void aFirmWithACrowdDoesNotKeepOthersWaiting() {
        Gathering narrow = new Gathering(1, 1, 4);
        List<Taking> crowd = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            crowd.add(event(ACME));
        }
        Gathering.Group first = only(narrow.arrived(crowd));
        Taking ofGlobex = event(GLOBEX);
        assertThat(narrow.arrived(List.of(ofGlobex))).isEmpty();

        Gathering.Group second = only(narrow.done(first));

        assertThat(second).isEqualTo(group(GLOBEX, ofGlobex));
        assertThat(only(narrow.done(second)).firmId()).isEqualTo(ACME);
    }

    @Test
    void everyEventGoesInExactlyOnce() {
        List<Taking> all = new ArrayList<>();
        List<UUID> appointments = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        for (int i = 0; i < 60; i++) {
            all.add(event(i % 4 == 0 ? GLOBEX : ACME, appointments.get(i % 3)));
        }
        List<Gathering.Group> inside = new ArrayList<>(gathering.arrived(all));
        List<Taking> taken = new ArrayList<>();
        while (!inside.isEmpty()) {
            Gathering.Group group = inside.removeFirst();
            taken.addAll(group.takings());
            inside.addAll(gathering.done(group));
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(all);
    }

    private Taking event(UUID firm) {
        return event(firm, UUID.randomUUID());
    }

    private Taking event(UUID firm, UUID appointment) {
        events++;
        return taking(Events.created(firm, appointment, "event-" + events));
    }

    private static Taking taking(LifecycleEvent event) {
        return new Taking(event);
    }

    private static Gathering.Group group(UUID firm, Taking... takings) {
        return new Gathering.Group(firm, List.of(takings));
    }

    private static Gathering.Group only(List<Gathering.Group> groups) {
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }
}
