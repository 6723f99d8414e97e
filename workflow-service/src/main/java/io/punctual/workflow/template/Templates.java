package io.punctual.workflow.template;

import io.punctual.workflow.appointment.AppointmentStatus;
import io.punctual.workflow.appointment.Snapshot;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.Variant;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Texts written by firms: checked when they are saved, parsed when they are used. Thread-safe. */
@Singleton
public final class Templates {
    private final Engine engine = Engine.builder()
            .addValueResolver(new Reach())
            .addNamespaceResolver(Reach.writtenTexts())
            .addNamespaceResolver(Reach.quotedTexts())
            .addSectionHelper(new IfSectionHelper.Factory())
            .addSectionHelper(new BoundedLoop.Factory())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .removeStandaloneLines(false)
            .strictRendering(true)
            .build();

    /** Everything wrong with {@code source}; empty where it can be saved. */
    public List<TemplateFault> check(String source, TextForm form) {
        Translation translation = Translation.of(source, form);
        if (!translation.faults().isEmpty()) {
            return translation.faults();
        }
        try {
            parsed(translation, form).render(SAMPLE);
            return List.of();
        } catch (RenderFailure | TemplateException e) {
            return List.of(TemplateFault.at(source, 0, TemplateFault.SYNTAX, "this template cannot be rendered"));
        }
    }

    /**
     * Parses a text that {@link #check} accepted.
     *
     * @throws IllegalArgumentException where something is wrong with it
     */
    public ParsedTemplate parse(String source, TextForm form) {
        Translation translation = Translation.of(source, form);
        if (!translation.faults().isEmpty()) {
            throw new IllegalArgumentException(translation.faults().getFirst().message());
        }
        return parsed(translation, form);
    }

    private ParsedTemplate parsed(Translation translation, TextForm form) {
        Variant variant = Variant.forContentType(
                switch (form) {
                    case PLAIN -> Variant.TEXT_PLAIN;
                    case HTML -> Variant.TEXT_HTML;
                });
        return new ParsedTemplate(engine.parse(translation.qute(), variant), translation.texts());
    }

    /** An appointment with everything in it, to try templates on. */
    private static final Values SAMPLE = sample();

    private static Values sample() {
        UUID id = new UUID(0, 0);
        Instant start = Instant.parse("2026-11-24T13:00:00Z");
        return Values.of(
                new Snapshot(
                        1,
                        new Snapshot.Firm(id, "Acme Advisory", "Europe/Berlin", "en-GB"),
                        new Snapshot.Appointment(
                                id,
                                new Snapshot.AppointmentType(id, "Consultation"),
                                AppointmentStatus.CONFIRMED,
                                start,
                                start.plusSeconds(1_800),
                                "Europe/Berlin",
                                "in_person",
                                "1 Main Street\n10115 Berlin"),
                        new Snapshot.Contact(id, "Ada Example", "ada@example.org", "+4930123456", null, null),
                        new Snapshot.Staff(id, "Sam Sample", "sam@example.org", null)),
                Viewpoint.PLAIN);
    }
}
