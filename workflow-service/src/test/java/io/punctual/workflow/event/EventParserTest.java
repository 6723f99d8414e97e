package io.punctual.workflow.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.punctual.ground.problem.Fault;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.appointment.AppointmentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventParserTest {

    @ParameterizedTest
    @EnumSource(EventType.class)
    void eachDocumentOfTheContractIsRead(EventType type) {
        String name = type.name().toLowerCase(Locale.ROOT);

        LifecycleEvent event = EventParser.parse(Documents.event(name));

        assertThat(event.type()).isEqualTo(type);
        assertThat(event.source()).isEqualTo("urn:punctual:appointments");
        assertThat(event.firmId()).isEqualTo(UUID.fromString("00000000-0000-7000-8000-00000000ac3e"));
        assertThat(event.data().contact().name()).isEqualTo("Zoë Müller");
    }

    @Test
    void everyFieldOfTheContractArrives() {
        LifecycleEvent event = EventParser.parse(Documents.event("confirmed"));

        assertThat(event.id()).isEqualTo("0198c3a2-7f00-7000-8000-00000000e002");
        assertThat(event.time()).isEqualTo(Instant.parse("2026-11-24T09:05:00Z"));
        assertThat(event.traceparent()).isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(event.data().sequence()).isEqualTo(2);
        assertThat(event.data().appointment().status()).isEqualTo(AppointmentStatus.CONFIRMED);
        assertThat(event.data().appointment().startTime()).isEqualTo(Instant.parse("2026-11-26T13:00:00Z"));
        assertThat(event.data().appointment().locationMode()).isEqualTo("video");
        assertThat(event.data().staff().timeZone()).isEqualTo("Europe/Berlin");
    }

    @Test
    void theStoredDataIsTheDocumentReducedToWhatIsKnown() throws Exception {
        ObjectNode document = Documents.event("confirmed");
        Documents.at(document, "data.contact").put("favourite_tea", "Assam");

        String stored = EventParser.parse(document).dataJson();

        assertThat(new JsonMapper().readTree(stored))
                .isEqualTo(Documents.event("confirmed").get("data"));
    }

    @Test
    void unknownAttributesAndFieldsAreIgnored() {
        ObjectNode document = Documents.event("created").put("Some-New_Attribute", 7);
        document.putObject("another").putArray("deep").add(1);
        Documents.at(document, "data").put("region", "eu");

        assertThat(EventParser.parse(document).type()).isEqualTo(EventType.CREATED);
    }

    @Test
    void whatMayBeMissingMayBeMissing() {
        ObjectNode document = Documents.event("created");
        document.remove(List.of("datacontenttype", "partitionkey", "traceparent"));
        Documents.at(document, "data.appointment").remove(List.of("time_zone", "location_mode", "location_details"));
        Documents.at(document, "data.contact").putNull("email").putNull("phone").remove(List.of("time_zone", "locale"));
        Documents.at(document, "data.staff").remove(List.of("email", "time_zone"));

        LifecycleEvent event = EventParser.parse(document);

        assertThat(event.traceparent()).isNull();
        assertThat(event.data().contact().email()).isNull();
        assertThat(event.data().staff().email()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "specversion",
                "id",
                "source",
                "type",
                "subject",
                "time",
                "data",
                "data.sequence",
                "data.firm",
                "data.firm.id",
                "data.firm.name",
                "data.firm.time_zone",
                "data.firm.locale",
                "data.appointment",
                "data.appointment.id",
                "data.appointment.appointment_type",
                "data.appointment.appointment_type.id",
                "data.appointment.status",
                "data.appointment.start_time",
                "data.appointment.end_time",
                "data.contact",
                "data.contact.id",
                "data.contact.name",
                "data.staff",
                "data.staff.id",
                "data.staff.name"
            })
    void whatIsRequiredIsNamedWhereItIsMissing(String path) {
        ObjectNode document = Documents.event("created");
        int dot = path.lastIndexOf('.');
        ObjectNode parent = dot < 0 ? document : Documents.at(document, path.substring(0, dot));
        parent.remove(path.substring(dot + 1));

        assertThat(faults(document)).extracting(Fault::field, Fault::code).containsExactly(tuple(path, "required"));
    }

    @ParameterizedTest
    @CsvSource({
        "specversion, '\"0.3\"', unknown_value",
        "id, 7, wrong_type",
        "id, '\"\"', out_of_range",
        "id, '\"\\u0000\"', invalid_text",
        "id, '\"\\ud800\"', invalid_text",
        "source, '[]', wrong_type",
        "time, '\"yesterday\"', invalid_time",
        "time, '\"2026-11-24T09:00Z\"', invalid_time",
        "time, '\"2026-02-30T09:00:00Z\"', invalid_time",
        "time, '\"0000-01-01T00:00:00Z\"', invalid_time",
        "time, 1700000000, wrong_type",
        "subject, '\"a\"', invalid_uuid",
        "subject, '\"0198c3a2-7f00-7000-8000-00000000ffff\"', mismatch",
        "datacontenttype, '\"text/plain\"', unknown_value",
        "data, '\"{}\"', wrong_type",
        "data.sequence, 0, out_of_range",
        "data.sequence, -1, out_of_range",
        "data.sequence, 1.5, out_of_range",
        "data.sequence, 9007199254740993, out_of_range",
        "data.sequence, 1e999999999, out_of_range",
        "data.sequence, '\"1\"', wrong_type",
        "data.firm.id, '\"1-1-1-1-1\"', invalid_uuid",
        "data.firm.name, 5, wrong_type",
        "data.firm.time_zone, '\"Mars/Olympus\"', unknown_time_zone",
        "data.firm.time_zone, '\"+02:00\"', unknown_time_zone",
        "data.firm.locale, '\"en_GB\"', invalid_locale",
        "data.firm.locale, '\"\"', invalid_locale",
        "data.appointment.status, '\"maybe\"', unknown_value",
        "data.appointment.location_mode, '\"moon\"', unknown_value",
        "data.appointment.end_time, '\"2026-11-26T13:00:00Z\"', end_before_start",
        "data.appointment.time_zone, '\"\"', unknown_time_zone",
        "data.contact.email, true, wrong_type",
        "data.contact.time_zone, '\"Nowhere\"', unknown_time_zone",
        "data.contact.locale, '\"x\"', invalid_locale",
        "data.staff.time_zone, '{}', wrong_type",
    })
    void whatIsWrongIsNamed(String path, String json, String code) {
        ObjectNode document = Documents.event("created");
        int dot = path.lastIndexOf('.');
        ObjectNode parent = dot < 0 ? document : Documents.at(document, path.substring(0, dot));
        parent.set(
                path.substring(dot + 1), EventJson.single(json.getBytes(UTF_8)).json());

        assertThat(faults(document)).extracting(Fault::field, Fault::code).containsExactly(tuple(path, code));
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        ObjectNode document = Documents.event("created").put("time", "now");
        Documents.at(document, "data.firm").put("locale", "??");
        Documents.at(document, "data.appointment").put("start_time", 5);
        Documents.at(document, "data.staff").remove("name");

        assertThat(faults(document))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder(
                        "time", "data.firm.locale", "data.appointment.start_time", "data.staff.name");
    }

    @Test
    void anUnknownTypeHasItsOwnCode() {
        ObjectNode document = Documents.event("created").put("type", "io.punctual.appointment.archived");
        document.putArray("data");

        Problem problem = refusal(document);

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.code()).isEqualTo("unknown_event_type");
        assertThat(problem.faults()).extracting(Fault::field).containsExactly("type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-24T10:00:00+01:00", "2026-11-24t09:00:00z", "2026-11-24T09:00:00.000000-00:00"})
    void anOffsetIsAsGoodAsUtc(String time) {
        assertThat(EventParser.parse(Documents.event("created").put("time", time))
                        .time())
                .isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
    }

    @Test
    void instantsAreCutToWhatTheDatabaseKeeps() {
        assertThat(EventParser.parse(Documents.event("created").put("time", "2026-11-24T09:00:00.123456789Z"))
                        .time())
                .isEqualTo(Instant.parse("2026-11-24T09:00:00.123456Z"));
    }

    @Test
    void theLargestSequenceIsKept() {
        ObjectNode document = Documents.event("created");
        Documents.at(document, "data").put("sequence", 1L << 53);

        assertThat(EventParser.parse(document).data().sequence()).isEqualTo(9_007_199_254_740_992L);
    }

    @Test
    void controlCharactersInValuesAreAccepted() {
        ObjectNode document = Documents.event("created");
        Documents.at(document, "data.contact").put("name", "Eve\r\nBcc: all@acme.example\t\u0007");

        assertThat(EventParser.parse(document).data().contact().name())
                .isEqualTo("Eve\r\nBcc: all@acme.example\t\u0007");
    }

    @Test
    void whatPostgresqlCannotKeepIsReplacedInValues() {
        ObjectNode document = Documents.event("created");
        Documents.at(document, "data.contact").put("name", "a\u0000b\ud800c\ud83d\ude00");

        LifecycleEvent event = EventParser.parse(document);

        assertThat(event.data().contact().name()).isEqualTo("a b\ufffdc\ud83d\ude00");
        assertThat(event.dataJson()).doesNotContain("\\u0000");
        assertThat(UTF_8.newEncoder().canEncode(event.dataJson())).isTrue();
    }

    @Test
    void valuesOfUnreasonableLengthAreRefused() {
        ObjectNode document = Documents.event("created").put("id", "i".repeat(256));
        Documents.at(document, "data.contact").put("name", "n".repeat(1_001));
        Documents.at(document, "data.appointment").put("location_details", "d".repeat(10_001));

        assertThat(faults(document))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("id", "data.contact.name", "data.appointment.location_details");
    }

    @Test
    void anIdOf255CharactersOutsideTheBasicPlaneIsTaken() {
        String id = "\ud83d\ude00".repeat(255);

        assertThat(EventParser.parse(Documents.created(id)).id()).isEqualTo(id);
    }

    @Test
    void aBrokenTraceContextCostsNoEvent() {
        assertThat(EventParser.parse(Documents.event("created").put("traceparent", "garbage"))
                        .traceparent())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "null", "\"created\""})
    void whatIsNoObjectIsNoEvent(String json) {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> EventParser.parse(EventJson.single(json.getBytes(UTF_8)).json()));

        assertThat(problem.status()).isEqualTo(422);
    }

    private static Tuple tuple(String field, String code) {
        return Tuple.tuple(field, code);
    }

    private static List<Fault> faults(ObjectNode document) {
        Problem problem = refusal(document);
        assertThat(problem.status()).isEqualTo(422);
        return problem.faults();
    }

    private static Problem refusal(ObjectNode document) {
        return catchThrowableOfType(Problem.class, () -> EventParser.parse(document));
    }
}
