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

    private final Gathering gathering = new Gathering(1, 4);
    private int events;

    @Test
    void whoComesAloneGoesStraightIn() {
        Taking alone = event(ACME);

        assertThat(gathering.arrived(List.of(alone))).containsExactly(group(alone));
    }

    @Test
    void whoArrivesMeanwhileGoesInTogetherOnceTheGroupIsDone() {
        Gathering.Group first = only(gathering.arrived(List.of(event(ACME))));
        List<Taking> crowd = List.of(event(ACME), event(ACME), event(ACME));

        assertThat(gathering.arrived(crowd)).isEmpty();

        assertThat(done(gathering, first)).containsExactly(new Gathering.Group(crowd, false));
    }

    @Test
    void aGroupHoldsNoMoreThanItMay() {
        List<Taking> crowd = List.of(event(ACME), event(ACME), event(ACME), event(ACME), event(ACME), event(ACME));

        Gathering.Group first = only(gathering.arrived(crowd));

        assertThat(first.takings()).isEqualTo(crowd.subList(0, 4));
        assertThat(only(done(gathering, first)).takings()).isEqualTo(crowd.subList(4, 6));
    }

    @Test
    void eventsOfOneAppointmentGoOneAfterTheOther() {
        UUID appointment = UUID.randomUUID();
        Taking created = event(ACME, appointment);
        Taking confirmed = event(ACME, appointment);
        Taking cancelled = event(ACME, appointment);
        Taking other = event(ACME);

        Gathering.Group first = only(gathering.arrived(List.of(created, confirmed, other, cancelled)));
        assertThat(first).isEqualTo(group(created, other));
        Gathering.Group second = only(done(gathering, first));
        assertThat(second).isEqualTo(group(confirmed));
        assertThat(done(gathering, second)).containsExactly(group(cancelled));
    }

    @Test
    void anAppointmentThatIsBeingTakenHoldsUpItsOwnEventsAlone() {
        Gathering wide = new Gathering(2, 4);
        UUID appointment = UUID.randomUUID();
        Taking created = event(ACME, appointment);
        Taking confirmed = event(ACME, appointment);
        Taking other = event(ACME);
        Gathering.Group first = only(wide.arrived(List.of(created)));

        assertThat(wide.arrived(List.of(confirmed))).isEmpty();
        Gathering.Group second = only(wide.arrived(List.of(other)));

        assertThat(second).isEqualTo(group(other));
        assertThat(done(wide, second)).isEmpty();
        assertThat(done(wide, first)).containsExactly(group(confirmed));
    }

    @Test
    void eventsWithOneIdGoOneAfterTheOtherWhateverTheirAppointmentUnlessTheyAreOfTwoFirms() {
        Taking event = taking(Events.created(ACME, UUID.randomUUID(), "the id"));
        Taking another = taking(Events.created(ACME, UUID.randomUUID(), "the id"));
        Taking elsewhere = taking(Events.created(GLOBEX, UUID.randomUUID(), "the id"));

        Gathering.Group first = only(gathering.arrived(List.of(event, another, elsewhere)));

        assertThat(first).isEqualTo(group(event, elsewhere));
        assertThat(done(gathering, first)).containsExactly(group(another));
    }

    @Test
    void eventsOfSeveralFirmsGoInTogetherByTurns() {
        Taking ofAcme = event(ACME);
        Taking second = event(ACME);
        Taking ofGlobex = event(GLOBEX);

        assertThat(gathering.arrived(List.of(ofAcme, second, ofGlobex)))
                .containsExactly(group(ofAcme, ofGlobex, second));
    }

    @Test
    void aFirmWithACrowdDoesNotKeepOthersWaiting() {
        List<Taking> crowd = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            crowd.add(event(ACME));
        }
        Gathering.Group first = only(gathering.arrived(crowd));
        Taking ofGlobex = event(GLOBEX);
        assertThat(gathering.arrived(List.of(ofGlobex))).isEmpty();

        Gathering.Group second = only(done(gathering, first));

        assertThat(second).isEqualTo(group(crowd.get(4), ofGlobex, crowd.get(5), crowd.get(6)));
    }

    @Test
    void whatAFirmHoldsUpWaitsForItAloneAndKeepsItsOrderWhileOthersGoOn() {
        UUID appointment = UUID.randomUUID();
        Taking created = event(ACME, appointment);
        Taking confirmed = event(ACME, appointment);
        Taking ofGlobex = event(GLOBEX);
        Gathering.Group first = only(gathering.arrived(List.of(created, ofGlobex, confirmed)));
        assertThat(first).isEqualTo(group(created, ofGlobex));

        Gathering.Group patient = only(gathering.done(first, List.of(created)));

        assertThat(patient).isEqualTo(new Gathering.Group(List.of(created), true));
        Taking next = event(GLOBEX);
        assertThat(gathering.arrived(List.of(next, event(ACME)))).containsExactly(group(next));
        assertThat(done(gathering, group(next))).isEmpty();
        assertThat(only(done(gathering, patient)).takings())
                .startsWith(confirmed)
                .hasSize(2);
    }

    @Test
    void noMoreFirmsAreWaitedForThanThereAreGroups() {
        Taking ofAcme = event(ACME);
        Taking ofGlobex = event(GLOBEX);
        Gathering.Group first = only(gathering.arrived(List.of(ofAcme, ofGlobex)));

        Gathering.Group patient = only(gathering.done(first, List.of(ofAcme, ofGlobex)));

        assertThat(patient).isEqualTo(new Gathering.Group(List.of(ofAcme), true));
        assertThat(done(gathering, patient)).containsExactly(new Gathering.Group(List.of(ofGlobex), true));
    }

    @Test
    void everyEventGoesInExactlyOnceAndThoseOfAnAppointmentInOrder() {
        Gathering several = new Gathering(3, 4);
        List<Taking> all = new ArrayList<>();
        List<UUID> appointments = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
        for (int i = 0; i < 60; i++) {
            all.add(event(i % 4 == 0 ? GLOBEX : ACME, appointments.get(i % 3)));
        }
        List<Gathering.Group> inside = new ArrayList<>(several.arrived(all));
        List<Taking> taken = new ArrayList<>();
        for (int turn = 0; !inside.isEmpty(); turn++) {
            Gathering.Group group = inside.removeFirst();
            boolean heldUp = turn % 3 == 0 && !group.patient();
            taken.addAll(heldUp ? List.of() : group.takings());
            inside.addAll(several.done(group, heldUp ? group.takings() : List.of()));
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(all);
        for (UUID firm : List.of(ACME, GLOBEX)) {
            for (UUID appointment : appointments) {
                assertThat(of(firm, appointment, taken)).isEqualTo(of(firm, appointment, all));
            }
        }
    }

    private static List<Taking> of(UUID firm, UUID appointment, List<Taking> takings) {
        return takings.stream()
                .filter(taking -> taking.event().firmId().equals(firm))
                .filter(taking -> taking.event().appointmentId().equals(appointment))
                .toList();
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

    private static Gathering.Group group(Taking... takings) {
        return new Gathering.Group(List.of(takings), false);
    }

    private static List<Gathering.Group> done(Gathering gathering, Gathering.Group group) {
        return gathering.done(group, List.of());
    }

    private static Gathering.Group only(List<Gathering.Group> groups) {
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }
}
