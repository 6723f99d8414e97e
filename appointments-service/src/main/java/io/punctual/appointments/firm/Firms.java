package io.punctual.appointments.firm;

import io.punctual.ground.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The firms. */
@ApplicationScoped
@Transactional
public class Firms implements PanacheRepositoryBase<Firm, UUID> {

    /** A part of the list of all firms, in the order of their ids. */
    public List<Firm> list(PageRequest request) {
        Page first = Page.ofSize(request.fetchSize());
        return request.after()
                .map(after -> find("id > ?1", Sort.by("id"), after.uuid(0)))
                .orElseGet(() -> findAll(Sort.by("id")))
                .page(first)
                .list();
    }

    /** Inserts a firm unless its id is taken, which two replicas may try at once. */
    void insertIfMissing(UUID id, FirmProfile profile, Instant now) {
        getEntityManager()
                .createNativeQuery("""
                    INSERT INTO firm (firm_id, name, time_zone, locale, default_country, version, created_at, updated_at)
                    VALUES (:id, :name, :zone, :locale, :country, 0, :now, :now) ON CONFLICT (firm_id) DO NOTHING
                    """)
                .setParameter("id", id)
                .setParameter("name", profile.name())
                .setParameter("zone", profile.timeZone())
                .setParameter("locale", profile.locale())
                .setParameter("country", profile.defaultCountry())
                .setParameter("now", now)
                .executeUpdate();
    }
}
