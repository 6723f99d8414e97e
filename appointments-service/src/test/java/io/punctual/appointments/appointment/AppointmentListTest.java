package io.punctual.appointments.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.punctual.appointments.Api;
import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(LaptopProfile.class)
class AppointmentListTest extends ServiceTest {

    @Test
    void pagesFollowEachOtherByStartWithoutGapOrRepetition() {
        Map<String, Object> booking = Api.booking();
        List<String> booked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            booking.put("start_time", "2026-11-26T1" + (i / 2) + ":00:00Z");
            booking.put("end_time", "2026-11-26T18:00:00Z");
            booked.add(Api.booked(booking).getString("id"));
        }
        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page =
                    list("staff=" + booking.get("staff_id") + "&limit=2" + (cursor == null ? "" : "&cursor=" + cursor));
            read.addAll(page.getList("items.id", String.class));
            cursor = next(page);
        } while (cursor != null);

        assertThat(read).containsExactlyElementsOf(booked);
    }

    @Test
    void filtersNarrowTheList() {
        Map<String, Object> booking = Api.booking();
        String id = Api.booked(booking).getString("id");
        String mine = "contact=" + booking.get("contact_id") + "&type=" + booking.get("appointment_type_id");

        assertThat(list(mine + "&status=requested&from=2026-11-26T13:00:00Z&to=2026-11-26T13:00:01Z")
                        .getList("items.id"))
                .containsExactly(id);
        assertThat(list(mine + "&status=confirmed").getList("items.id")).isEmpty();
        assertThat(list(mine + "&to=2026-11-26T13:00:00Z").getList("items.id")).isEmpty();
    }

    @Test
    void filtersThatMeanNothingAreAllNamed() {
        Api.as("staff@acme")
                .get("/api/v1/appointments?status=maybe&contact=x&from=yesterday")
                .then()
                .statusCode(422)
                .body("errors.field", hasItems("status", "contact", "from"));
        Api.as("staff@acme").get("/api/v1/appointments?cursor=x").then().statusCode(422);
        Api.as("staff@acme")
                .get("/api/v1/appointments?limit=201")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("limit"));
    }

    private static @Nullable String next(JsonPath page) {
        return page.getString("next_cursor");
    }

    private static JsonPath list(String query) {
        return Api.as("staff@acme")
                .get("/api/v1/appointments?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
