package io.punctual.workflow.action.email;

import java.util.List;

/** The action configurations of the original requirements, as they stand there. */
final class Originals {
    private Originals() {}

    static final List<String> EXAMPLES = List.of("""
            {"subject": "Appointment Tomorrow",
             "template": "Hi {{contact.name}},\\n        \\nThis is a reminder that you have an appointment tomorrow at {{appointment.start_time}}.\\n\\nLocation: {{appointment.location_details}}\\n\\nLooking forward to speaking with you!\\n\\n{{staff.name}}",
             "to_email": "{{contact.email}}"}
            """, """
            {"subject": "Thank you for your time",
             "template": "Hi {{contact.name}},\\n        \\nThank you for meeting with me today. I've attached the materials we discussed.\\n\\nPlease let me know if you have any questions!\\n\\nBest regards,\\n{{staff.name}}",
             "to_email": "{{contact.email}}"}
            """, """
            {"subject": "Your appointment is confirmed",
             "template": "Hi {{contact.name}},\\n        \\nYour appointment has been confirmed for {{appointment.start_time}}.\\n\\nWe'll send you a reminder 24 hours before the appointment.\\n\\n{{firm.name}}",
             "to_email": "{{contact.email}}"}
            """);
}
