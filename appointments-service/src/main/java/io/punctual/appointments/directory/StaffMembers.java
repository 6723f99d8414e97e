package io.punctual.appointments.directory;

import io.punctual.appointments.firm.FirmKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The staff of the firms. */
@ApplicationScoped
@Transactional
public class StaffMembers implements FirmRepository<StaffMember> {

    /** One of a firm's, whose calendar is this transaction's alone until it ends. */
    public Optional<StaffMember> findReserved(UUID firmId, UUID id) {
        return findByIdOptional(new FirmKey(firmId, id), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Keeps the calendar of a staff member for this transaction alone until it ends. */
    public void reserve(UUID firmId, UUID id) {
        getEntityManager()
                .createNativeQuery("SELECT id FROM staff_member WHERE firm_id = :firm AND id = :id FOR NO KEY UPDATE")
                .setParameter("firm", firmId)
                .setParameter("id", id)
                .getResultList();
    }
}
