package io.punctual.ground.tenancy;

import io.punctual.ground.tenancy.Scope.Role;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.transaction.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Says for whom the statements of some work run, on this thread. Open it around the transaction: one transaction has one
 * scope. Requests need it only where they act for another than their caller.
 */
public final class Acting {
    private static final ScopedValue<Scope> SCOPE = ScopedValue.newInstance();

    private Acting() {}

    /** For one firm, whose rows alone are seen and written. */
    public static <T> T forFirm(UUID firmId, Supplier<T> work) {
        return in(new Scope(Role.RUNTIME, firmId), work);
    }

    /** For one firm, whose rows alone are seen and written. */
    public static void forFirm(UUID firmId, Runnable work) {
        forFirm(firmId, nothingOf(work));
    }

    /** For the firms that a group of events is of, whose rows alone are seen and written. */
    public static <T> T forEventsOf(Set<UUID> firms, Supplier<T> work) {
        return in(new Scope(Role.INTAKE, firms), work);
    }

    /** For the engine, over all firms, within what it was granted. */
    public static <T> T asEngine(Supplier<T> work) {
        return in(new Scope(Role.ENGINE, Scope.NO_FIRM), work);
    }

    /** For the engine, over all firms, within what it was granted. */
    public static void asEngine(Runnable work) {
        asEngine(nothingOf(work));
    }

    /** For the operator of the installation. */
    public static <T> T asOperator(Supplier<T> work) {
        return in(new Scope(Role.OPERATOR, Scope.NO_FIRM), work);
    }

    /** For the operator of the installation. */
    public static void asOperator(Runnable work) {
        asOperator(nothingOf(work));
    }

    /** The scope that surrounds this thread's work, where one was opened. */
    static Optional<Scope> current() {
        return SCOPE.isBound() ? Optional.of(SCOPE.get()) : Optional.empty();
    }

    private static <T> T in(Scope scope, Supplier<T> work) {
        if (QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION
                && !current().equals(Optional.of(scope))) {
            // The transaction's role is set already: statements would silently run for somebody else.
            throw new IllegalStateException("The scope cannot change within a transaction");
        }
        return ScopedValue.where(SCOPE, scope).call(work::get);
    }

    private static Supplier<Boolean> nothingOf(Runnable work) {
        Objects.requireNonNull(work);
        return () -> {
            work.run();
            return true;
        };
    }
}
