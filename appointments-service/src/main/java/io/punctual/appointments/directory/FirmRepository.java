package io.punctual.appointments.directory;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.appointments.firm.FirmOwned;
import io.punctual.ground.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Things of a firm, always asked for with the firm.
 *
 * @param <T> what they are
 */
public interface FirmRepository<T extends FirmOwned> extends PanacheRepositoryBase<T, FirmKey> {

    /** One of a firm's. */
    default Optional<T> find(UUID firmId, UUID id) {
        return findByIdOptional(new FirmKey(firmId, id));
    }

    /** One of a firm's, protected from changes by others until this transaction ends. */
    default Optional<T> findHeld(UUID firmId, UUID id) {
        return findByIdOptional(new FirmKey(firmId, id), LockModeType.PESSIMISTIC_READ);
    }

    /**
     * Part of a firm's, in the order of their ids, oldest first.
     *
     * @param email only those with this address, whatever its case; empty for all
     */
    default List<T> list(UUID firmId, Optional<String> email, PageRequest request) {
        StringBuilder condition = new StringBuilder("firmId = :firm");
        Map<String, Object> parameters = new HashMap<>(Map.of("firm", firmId));
        email.ifPresent(address -> {
            condition.append(" and lower(email) = lower(:email)");
            parameters.put("email", address);
        });
        request.after().ifPresent(after -> {
            condition.append(" and id > :after");
            parameters.put("after", after.uuid(0));
        });
        return find(condition.toString(), Sort.by("id"), parameters)
                .page(Page.ofSize(request.fetchSize()))
                .list();
    }
}
