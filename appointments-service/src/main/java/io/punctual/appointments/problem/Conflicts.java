package io.punctual.appointments.problem;

import io.punctual.ground.problem.Problem;
import jakarta.persistence.OptimisticLockException;
import java.sql.SQLException;
import org.hibernate.StaleStateException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Knows what it means to a caller when the database says no. */
public final class Conflicts {
    private static final String DEADLOCK = "40P01";
    private static final String SERIALIZATION_FAILURE = "40001";

    /** A write to the database. */
    @FunctionalInterface
    public interface Write {
        /** Does it. */
        void run() throws SQLException;
    }

    private Conflicts() {}

    /**
     * Writes, and refuses in the caller's words what the database refuses.
     *
     * @throws Problem 409 {@code lost_race}, {@code staff_unavailable}, {@code email_taken} or {@code firm_unknown}
     */
    public static void guard(Write write) {
        try {
            write.run();
        } catch (OptimisticLockException | StaleStateException e) {
            throw lostRace();
        } catch (SQLException e) {
            throw translated(e, new IllegalStateException("The database refused a write", e));
        } catch (RuntimeException e) {
            throw translated(e, e);
        }
    }

    private static RuntimeException translated(Throwable failure, RuntimeException otherwise) {
        PSQLException refusal = refusal(failure);
        if (refusal == null) {
            return otherwise;
        }
        if (DEADLOCK.equals(refusal.getSQLState()) || SERIALIZATION_FAILURE.equals(refusal.getSQLState())) {
            return lostRace();
        }
        String constraint = refusal.getServerErrorMessage() == null
                ? ""
                : String.valueOf(refusal.getServerErrorMessage().getConstraint());
        return switch (constraint) {
            case "appointment_staff_overlap" ->
                Problem.conflict(
                        "staff_unavailable", "The staff member has another confirmed appointment at that time.");
            case "contact_email" -> Problem.conflict("email_taken", "Another contact has this e-mail address.");
            case "firm_pk" -> Problem.conflict("firm_exists", "There is a firm with this id already.");
            case "appointment_type_firm_fk", "staff_member_firm_fk", "contact_firm_fk", "appointment_firm_fk" ->
                firmUnknown();
            default -> otherwise;
        };
    }

    /** 409: the firm that the caller's identity names was never created here. */
    public static Problem firmUnknown() {
        return Problem.conflict("firm_unknown", "Your firm does not exist here yet: an operator creates it.");
    }

    private static Problem lostRace() {
        return Problem.conflict("lost_race", "Somebody else changed it at the same time: read it again and repeat.");
    }

    private static @Nullable PSQLException refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refusal) {
                return refusal;
            }
        }
        return null;
    }
}
