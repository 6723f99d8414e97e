package io.punctual.appointments.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.punctual.appointments.LaptopProfile;
import io.punctual.appointments.ServiceTest;
import io.punctual.ground.audit.AuditRetention;
import io.punctual.ground.audit.AuditTrail;
import io.punctual.ground.audit.ChainFault;
import io.punctual.ground.audit.ChainReport;
import io.punctual.ground.audit.ChainVerification;
import io.punctual.ground.audit.Fact;
import io.punctual.ground.sql.Database;
import io.punctual.ground.sql.DatabaseException;
import io.punctual.ground.sql.OwnerDatabase;
import io.punctual.ground.tenancy.Acting;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Each test has a firm of its own, whose chain of ten events it changes as nobody may but the database's owner can. */
@QuarkusTest
@TestProfile(LaptopProfile.class)
class TamperingTest extends ServiceTest {
    private static final Database OWNER = new OwnerDatabase("appointments");

    @Inject
    AuditTrail trail;

    @Inject
    ChainVerification chains;

    @Inject
    AuditRetention retention;

    @Inject
    Database database;

    private final UUID firm = UUID.randomUUID();

    @Test
    void anUntouchedChainIsWhole() {
        tenEvents();
        ChainReport report = verified();
        assertThat(report.valid()).isTrue();
        assertThat(report.events()).isEqualTo(10);
        assertThat(report.from()).isEqualTo(1);
        assertThat(report.to()).isEqualTo(10);
        assertThat(report.head()).hasSize(64);
    }

    @Test
    void changedMetadataShows() {
        tamper("UPDATE audit_event SET metadata = metadata || '{\"n\": 99}' WHERE firm_id = ? AND chain_position = 4");
        assertThat(fault()).isEqualTo(new ChainFault(4, "changed"));
    }

    @Test
    void metadataThatIsOnlySpeltOtherwiseDoesNot() {
        tamper("UPDATE audit_event SET metadata = (metadata::text)::jsonb WHERE firm_id = ?");
        assertThat(verified().valid()).isTrue();
    }

    @Test
    void anotherActorShows() {
        tamper("UPDATE audit_event SET actor = 'somebody else' WHERE firm_id = ? AND chain_position = 7");
        assertThat(fault()).isEqualTo(new ChainFault(7, "changed"));
    }

    @Test
    void anotherTimeShows() {
        tamper("UPDATE audit_event SET occurred_at = occurred_at + interval '1 microsecond'"
                + " WHERE firm_id = ? AND chain_position = 10");
        assertThat(fault()).isEqualTo(new ChainFault(10, "changed"));
    }

    @Test
    void aRowMissingInTheMiddleShows() {
        tamper("DELETE FROM audit_event WHERE firm_id = ? AND chain_position = 5");
        assertThat(fault()).isEqualTo(new ChainFault(5, "missing"));
    }

    @Test
    void aMissingTailShows() {
        tamper("DELETE FROM audit_event WHERE firm_id = ? AND chain_position > 8");
        assertThat(fault()).isEqualTo(new ChainFault(9, "missing"));
    }

    @Test
    void aMissingBeginningShows() {
        tamper("DELETE FROM audit_event WHERE firm_id = ? AND chain_position < 3");
        assertThat(fault()).isEqualTo(new ChainFault(1, "missing"));
    }

    @Test
    void anAddedRowShows() {
        tamper("INSERT INTO audit_event SELECT firm_id, gen_random_uuid(), event_type, object_type, object_id, actor,"
                + " occurred_at, metadata, 11, hash FROM audit_event WHERE firm_id = ? AND chain_position = 10");
        assertThat(fault()).isEqualTo(new ChainFault(11, "changed"));
    }

    @Test
    void rowsThatChangedPlacesShow() {
        tenEvents();
        OWNER.update("UPDATE audit_event SET chain_position = 99 WHERE firm_id = ? AND chain_position = 3", firm);
        OWNER.update("UPDATE audit_event SET chain_position = 3 WHERE firm_id = ? AND chain_position = 6", firm);
        OWNER.update("UPDATE audit_event SET chain_position = 6 WHERE firm_id = ? AND chain_position = 99", firm);
        assertThat(fault()).isEqualTo(new ChainFault(3, "changed"));
    }

    @Test
    void aHeadThatWasSetBackShows() {
        tamper("UPDATE audit_chain SET position = 8, hash = (SELECT hash FROM audit_event e WHERE e.firm_id = c.firm_id"
                + " AND chain_position = 8) FROM (SELECT ?::uuid AS firm_id) c WHERE audit_chain.firm_id = c.firm_id");
        assertThat(fault()).isEqualTo(new ChainFault(9, "not_in_head"));
    }

    @Test
    void aHeadThatIsGoneShows() {
        tamper("DELETE FROM audit_chain WHERE firm_id = ?");
        assertThat(fault()).isEqualTo(new ChainFault(1, "not_in_head"));
        assertThat(Acting.asEngine(chains::firms)).contains(firm);
    }

    @Test
    void aChainOfAnotherFirmDoesNotPassForThisOnes() {
        tenEvents();
        UUID other = UUID.randomUUID();
        OWNER.update("UPDATE audit_event SET firm_id = ? WHERE firm_id = ?", other, firm);
        OWNER.update("UPDATE audit_chain SET firm_id = ? WHERE firm_id = ?", other, firm);
        assertThat(Acting.asEngine(() -> chains.verify(other)).fault()).isEqualTo(new ChainFault(1, "changed"));
    }

    @Test
    void retentionLeavesAnAnchorFromWhichTheRestIsStillWhole() {
        tenEvents();
        forgetBefore(clock.instant().minusSeconds(5));
        ChainReport report = verified();
        assertThat(report.valid()).isTrue();
        assertThat(report.events()).isEqualTo(5);
        assertThat(report.from()).isEqualTo(6);

        OWNER.update("DELETE FROM audit_event WHERE firm_id = ? AND chain_position = 6", firm);
        assertThat(fault()).isEqualTo(new ChainFault(6, "missing"));
    }

    @Test
    void aChainThatWasForgottenWholeGoesOnFromItsAnchor() {
        tenEvents();
        forgetBefore(clock.instant().plusSeconds(1));
        assertThat(verified().events()).isZero();
        assertThat(verified().valid()).isTrue();
        write(11);
        assertThat(verified().valid()).isTrue();
        assertThat(verified().to()).isEqualTo(11);
    }

    @Test
    void nobodyMayChangeOrRemoveAnEvent() {
        tenEvents();
        for (String statement : List.of(
                "UPDATE audit_event SET actor = 'x' WHERE firm_id = ?",
                "DELETE FROM audit_event WHERE firm_id = ?",
                "UPDATE audit_anchor SET position = 5 WHERE firm_id = ?")) {
            refused(() -> Acting.forFirm(firm, () -> database.update(statement, firm)));
            refused(() -> Acting.asOperator(() -> database.update(statement, firm)));
        }
        refused(() ->
                Acting.asEngine(() -> database.update("UPDATE audit_event SET actor = 'x' WHERE firm_id = ?", firm)));
        refused(() ->
                Acting.asEngine(() -> database.update("UPDATE audit_chain SET position = 1 WHERE firm_id = ?", firm)));
        refused(() -> Acting.forFirm(firm, () -> database.update("TRUNCATE audit_event")));
        assertThat(verified().events()).isEqualTo(10);
    }

    @Test
    void manyAtOnceMakeOneChainWithoutGaps() throws Exception {
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                done.add(people.submit(() -> write(number)));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
        ChainReport report = verified();
        assertThat(report.valid()).isTrue();
        assertThat(report.events()).isEqualTo(200);
    }

    @Test
    void whatIsRolledBackLeavesNoGap() {
        write(1);
        Acting.forFirm(firm, () -> {
            QuarkusTransaction.begin();
            trail.record(firm, fact(2));
            QuarkusTransaction.rollback();
        });
        write(3);
        assertThat(verified().events()).isEqualTo(2);
        assertThat(verified().valid()).isTrue();
    }

    private void tamper(String sql) {
        tenEvents();
        assertThat(OWNER.update(sql, firm)).isPositive();
    }

    private void tenEvents() {
        for (int i = 1; i <= 10; i++) {
            write(i);
            clock.advance(Duration.ofSeconds(1));
        }
    }

    private void write(int number) {
        Acting.forFirm(firm, () -> QuarkusTransaction.requiringNew().run(() -> trail.record(firm, fact(number))));
    }

    private Fact fact(int number) {
        return new Fact(
                "thing_changed",
                "thing",
                "thing " + number,
                clock.instant(),
                Map.of(
                        "n",
                        number,
                        "text",
                        "Zoë \"quoted\" \\ \u2028 😀",
                        "fraction",
                        new BigDecimal("1.50"),
                        "double",
                        0.1 + number,
                        "big",
                        new BigDecimal("1e40"),
                        "nested",
                        Map.of("b", List.of(1, "x", true), "a", Map.of())));
    }

    private void forgetBefore(Instant before) {
        Acting.asEngine(() -> {
            while (retention.forget(before) > 0) {
                assertThat(database).isNotNull();
            }
        });
    }

    private ChainReport verified() {
        return Acting.asEngine(() -> chains.verify(firm));
    }

    private @org.jspecify.annotations.Nullable ChainFault fault() {
        ChainReport report = verified();
        assertThat(report.valid()).isFalse();
        return report.fault();
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(DatabaseException.class).hasMessageContaining("permission denied");
    }
}
