package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class AppointmentStatusTest {

    @Property(tries = 300)
    void whateverHappensAnAppointmentEndsAtMostOnceAndIsNeverUnrequested(@ForAll @Size(max = 12) List<Change> changes) {
        AppointmentStatus status = AppointmentStatus.REQUESTED;
        boolean confirmed = false;
        boolean ended = false;
        for (Change change : changes) {
            AppointmentStatus next = status.after(change).orElse(status);
            boolean allowed = status.after(change).isPresent();
            assertThat(ended && allowed).as("something happened after the end").isFalse();
            if (allowed && (change == Change.COMPLETE || change == Change.MISS)) {
                assertThat(confirmed)
                        .as("ended as held without being confirmed")
                        .isTrue();
            }
            confirmed |= next == AppointmentStatus.CONFIRMED;
            assertThat(confirmed && next == AppointmentStatus.REQUESTED).isFalse();
            ended = !next.isOpen();
            status = next;
        }
    }

    @Property
    void onlyReschedulingAndUpdatingKeepTheStatus(@ForAll AppointmentStatus status, @ForAll Change change) {
        status.after(change)
                .ifPresent(next ->
                        assertThat(next == status).isEqualTo(change == Change.RESCHEDULE || change == Change.UPDATE));
    }
}
