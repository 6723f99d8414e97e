package io.punctual.appointments.appointment;

import io.punctual.appointments.firm.FirmKey;
import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.PageRequest;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads appointments, each with everything it refers to in the same statement. */
@ApplicationScoped
@Transactional
public class Appointments implements PanacheRepositoryBase<Appointment, FirmKey> {
    private static final String DETAILS = """
            select new io.punctual.appointments.appointment.AppointmentDetails(a, f, t, c, s)
            from Appointment a
              join Firm f on f.id = a.firmId
              join AppointmentType t on t.firmId = a.firmId and t.id = a.appointmentTypeId
              join Contact c on c.firmId = a.firmId and c.id = a.contactId
              join StaffMember s on s.firmId = a.firmId and s.id = a.staffId
            where a.firmId = :firm
            """;

    /** One appointment within reach. */
    public Optional<AppointmentDetails> find(Reach reach, UUID id) {
        Query query = new Query(reach);
        query.and("a.id = :id", "id", id);
        return query.list("", 1).stream().findFirst();
    }

    /** Part of the list within reach, by start. */
    public List<AppointmentDetails> list(Reach reach, AppointmentFilter filter, PageRequest request) {
        Query query = new Query(reach);
        filter.status().ifPresent(status -> query.and("a.status = :status", "status", status));
        filter.contact().ifPresent(contact -> query.and("a.contactId = :contact", "contact", contact));
        filter.staff().ifPresent(staff -> query.and("a.staffId = :staff", "staff", staff));
        filter.type().ifPresent(type -> query.and("a.appointmentTypeId = :type", "type", type));
        filter.from().ifPresent(from -> query.and("a.startTime >= :from", "from", from));
        filter.to().ifPresent(to -> query.and("a.startTime < :to", "to", to));
        request.after().ifPresent(after -> {
            query.and(
                    "a.startTime >= :afterStart and (a.startTime > :afterStart or a.id > :afterId)",
                    "afterStart",
                    after.instant(0));
            query.set("afterId", after.uuid(1));
        });
        return query.list(" order by a.startTime, a.id", request.fetchSize());
    }

    /** Where in the list an appointment stands. */
    static Cursor position(AppointmentDetails details) {
        return Cursor.of(
                details.appointment().times().start(), details.appointment().id());
    }

    /** Open appointments of a person, with ids after {@code after}, in the order of their ids. */
    List<AppointmentDetails> open(UUID firmId, Person person, UUID personId, Optional<UUID> after, int limit) {
        Query query = new Query(new Reach(firmId, Optional.empty()));
        query.and("a." + person.attribute() + " = :person", "person", personId);
        query.and("a.status in (:open)", "open", OPEN);
        after.ifPresent(id -> query.and("a.id > :after", "after", id));
        return query.list(" order by a.id", limit);
    }

    /** The statuses in which something can still happen. */
    static final List<AppointmentStatus> OPEN = List.of(AppointmentStatus.values()).stream()
            .filter(AppointmentStatus::isOpen)
            .toList();

    private final class Query {
        private final StringBuilder text = new StringBuilder(DETAILS);
        private final Map<String, Object> parameters = new LinkedHashMap<>();

        Query(Reach reach) {
            set("firm", reach.firmId());
            reach.contactEmail().ifPresent(email -> and("lower(c.email) = lower(:email)", "email", email));
        }

        void and(String condition, String parameter, Object value) {
            text.append(" and ").append(condition);
            set(parameter, value);
        }

        void set(String parameter, Object value) {
            parameters.put(parameter, value);
        }

        List<AppointmentDetails> list(String order, int limit) {
            TypedQuery<AppointmentDetails> query =
                    getEntityManager().createQuery(text + order, AppointmentDetails.class);
            parameters.forEach(query::setParameter);
            return query.setMaxResults(limit).getResultList();
        }
    }
}
