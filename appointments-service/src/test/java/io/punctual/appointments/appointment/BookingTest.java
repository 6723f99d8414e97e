package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.punctual.appointments.Api;
import io.punctual.appointments.FakeReceiver.Received;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class BookingTest extends ServiceTest {

    @Test
    void aBookedAppointmentIsRequestedAndItsCreationIsPublished() {
        var booked = Api.booked(Api.booking());

        assertThat(booked.getString("status")).isEqualTo("requested");
        assertThat(booked.getString("contact.name")).isEqualTo("Jo Doe");
        assertThat(booked.getString("staff.name")).isEqualTo("Sam Roe");
        assertThat(booked.getString("appointment_type.name")).isEqualTo("Consultation");
        List<Received> events = receiver.await(booked.getString("id"), 1);
        assertThat(events).extracting(Received::kind).containsExactly("created");
    }

    @Test
    void bookingAsConfirmedPublishesCreatedAndConfirmed() {
        Map<String, Object> booking = Api.booking();
        booking.put("status", "confirmed");
        var booked = Api.booked(booking);

        assertThat(booked.getString("status")).isEqualTo("confirmed");
        List<Received> events = receiver.await(booked.getString("id"), 2);
        assertThat(events).extracting(Received::kind).containsExactly("created", "confirmed");
        assertThat(events).extracting(Received::sequence).containsExactly(1, 2);
    }

    @Test
    void confirmingPublishesConfirmed() {
        String id = Api.booked(Api.booking()).getString("id");
        Api.post("staff@acme", "/api/v1/appointments/" + id + "/confirm")
                .statusCode(200)
                .body("status", equalTo("confirmed"));

        assertThat(receiver.await(id, 2)).extracting(Received::kind).containsExactly("created", "confirmed");
    }
}
