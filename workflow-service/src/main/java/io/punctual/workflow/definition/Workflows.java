package io.punctual.workflow.definition;

import io.punctual.ground.paging.Cursor;
import io.punctual.ground.paging.PageRequest;
import io.punctual.ground.problem.Problem;
import io.punctual.workflow.appointment.Trigger;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The workflows of all firms, without the deleted ones. */
@ApplicationScoped
public class Workflows implements PanacheRepositoryBase<Workflow, Workflow.Key> {

    /** What a list is narrowed to; null does not narrow. The name matches anywhere in it, whatever its case. */
    public record Filter(
            @Nullable WorkflowStatus status,
            @Nullable Trigger trigger,
            @Nullable String name) {}

    /** The workflow; empty where the firm has none with this id, or it was deleted. */
    Optional<Workflow> find(UUID firmId, UUID id) {
        return find("firmId = ?1 and id = ?2 and deletedAt is null", firmId, id).firstResultOptional();
    }

    /** The newest version of a workflow. */
    WorkflowVersion newest(Workflow workflow) {
        WorkflowVersion version = getEntityManager()
                .find(
                        WorkflowVersion.class,
                        new WorkflowVersion.Key(workflow.firmId(), workflow.id(), workflow.version()));
        return complete(workflow.firmId(), List.of(version)).getFirst();
    }

    /** Adds a version with its steps. */
    void add(WorkflowVersion version) {
        getEntityManager().persist(version);
        version.rows().forEach(getEntityManager()::persist);
    }

    /** How many workflows the firm has. */
    long countOf(UUID firmId) {
        return count("firmId = ?1 and deletedAt is null", firmId);
    }

    /** One row more than asked for, newest first, each with its newest version. */
    List<Published> page(UUID firmId, Filter filter, PageRequest request) {
        StringBuilder query = new StringBuilder("""
                select w from Workflow w join WorkflowVersion v
                    on v.firmId = w.firmId and v.workflowId = w.id and v.version = w.version
                 where w.firmId = :firm and w.deletedAt is null
                """);
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("firm", firmId);
        if (filter.status() != null) {
            query.append(" and w.status = :status");
            parameters.put("status", filter.status());
        }
        if (filter.trigger() != null) {
            query.append(" and v.trigger = :trigger");
            parameters.put("trigger", filter.trigger());
        }
        if (filter.name() != null) {
            query.append(" and lower(w.name) like :name escape '!'");
            parameters.put("name", pattern(filter.name()));
        }
        request.after().ifPresent(cursor -> {
            query.append(" and w.id < :before");
            parameters.put("before", cursor.uuid(0));
        });
        query.append(" order by w.id desc");
        List<Workflow> rows =
                find(query.toString(), parameters).page(0, request.fetchSize()).list();
        Map<UUID, WorkflowVersion> newest = newestOf(firmId, rows);
        return rows.stream()
                .map(row -> new Published(row, Objects.requireNonNull(newest.get(row.id()))))
                .toList();
    }

    /** One version more than asked for, newest first. */
    List<WorkflowVersion> versions(Workflow workflow, PageRequest request) {
        int before = request.after().map(Workflows::version).orElse(Integer.MAX_VALUE);
        List<WorkflowVersion> rows = getEntityManager()
                .createQuery("""
                        select v from WorkflowVersion v
                         where v.firmId = :firm and v.workflowId = :workflow and v.version < :before
                         order by v.version desc
                        """, WorkflowVersion.class)
                .setParameter("firm", workflow.firmId())
                .setParameter("workflow", workflow.id())
                .setParameter("before", before)
                .setMaxResults(request.fetchSize())
                .getResultList();
        return complete(workflow.firmId(), rows);
    }

    /** Every key that a step of any version of the workflow has had. */
    Set<String> keysUsed(Workflow workflow) {
        return new HashSet<>(getEntityManager()
                .createQuery("""
                        select distinct s.key from WorkflowStep s
                         where s.firmId = :firm and s.workflowId = :workflow
                        """, String.class)
                .setParameter("firm", workflow.firmId())
                .setParameter("workflow", workflow.id())
                .getResultList());
    }

    private Map<UUID, WorkflowVersion> newestOf(UUID firmId, List<Workflow> rows) {
        List<WorkflowVersion> newest = getEntityManager()
                .createQuery("""
                        select v from WorkflowVersion v join Workflow w
                            on w.firmId = v.firmId and w.id = v.workflowId and w.version = v.version
                         where v.firmId = :firm and v.workflowId in :ids
                        """, WorkflowVersion.class)
                .setParameter("firm", firmId)
                .setParameter("ids", rows.stream().map(Workflow::id).toList())
                .getResultList();
        return complete(firmId, newest).stream()
                .collect(Collectors.toMap(WorkflowVersion::workflowId, Function.identity()));
    }

    /** Puts the steps into versions, with one statement for all of them. */
    private List<WorkflowVersion> complete(UUID firmId, List<WorkflowVersion> versions) {
        Map<WorkflowVersion.Key, List<Step>> steps = getEntityManager()
                .createQuery("""
                        select s from WorkflowStep s
                         where s.firmId = :firm and s.workflowId in :ids and s.version in :versions
                         order by s.position
                        """, WorkflowStep.class)
                .setParameter("firm", firmId)
                .setParameter(
                        "ids",
                        versions.stream().map(WorkflowVersion::workflowId).toList())
                .setParameter(
                        "versions",
                        versions.stream().map(WorkflowVersion::version).toList())
                .getResultStream()
                .collect(Collectors.groupingBy(
                        WorkflowStep::owner, Collectors.mapping(WorkflowStep::step, Collectors.toList())));
        return versions.stream()
                .map(version -> version.with(steps.getOrDefault(
                        new WorkflowVersion.Key(firmId, version.workflowId(), version.version()), List.of())))
                .toList();
    }

    private static int version(Cursor cursor) {
        try {
            return Integer.parseInt(cursor.text(0));
        } catch (NumberFormatException e) {
            throw Problem.invalid("cursor", "invalid_cursor", "Use next_cursor of the previous page as it is.");
        }
    }

    private static String pattern(String name) {
        String literal = name.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "%" + literal + "%";
    }
}
