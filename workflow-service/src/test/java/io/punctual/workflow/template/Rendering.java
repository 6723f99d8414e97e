package io.punctual.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;

/** Renders as the product does: checked first, then parsed, then rendered. */
final class Rendering {
    static final Templates TEMPLATES = new Templates();

    private Rendering() {}

    static String plain(String source, Meetings meeting) {
        return rendered(source, TextForm.PLAIN, meeting);
    }

    static String html(String source, Meetings meeting) {
        return rendered(source, TextForm.HTML, meeting);
    }

    static String toStaff(String source, Meetings meeting) {
        return rendered(source, TextForm.PLAIN, Values.of(meeting.snapshot(), Viewpoint.ofStaff(meeting.snapshot())));
    }

    private static String rendered(String source, TextForm form, Meetings meeting) {
        return rendered(source, form, Values.of(meeting.snapshot(), Viewpoint.ofContact(meeting.snapshot())));
    }

    private static String rendered(String source, TextForm form, Values values) {
        assertThat(TEMPLATES.check(source, form)).isEmpty();
        try {
            return TEMPLATES.parse(source, form).render(values);
        } catch (RenderFailure e) {
            throw new AssertionError(e);
        }
    }
}
