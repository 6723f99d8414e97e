package io.punctual.workflow.definition;

/** Examples for the OpenAPI document; a test posts them. */
final class WorkflowExamples {
    static final String CANONICAL = """
            {"name": "24-Hour Reminder", "trigger": "appointment_created", "appointment_type": null, "status": "active",
             "require_confirmed": false,
             "steps": [{"key": "s1", "delay_minutes": -1440, "when": null, "if_late": "skip", "action_type": "send_email",
                        "action_config": {"subject": "Appointment tomorrow",
                                          "template": "Hi {{contact.name}}, we meet at {{appointment.start_time}}.",
                                          "to_email": "{{contact.email}}"}}]}""";

    static final String SHORTHAND = """
            {"name": "Thank You Email", "trigger": "appointment_completed", "delay_minutes": 60,
             "action_type": "send_email",
             "action_config": {"subject": "Thank you for your time",
                               "template": "Hi {{contact.name}}, thank you for meeting with me today.",
                               "to_email": "{{contact.email}}"},
             "status": "active"}""";

    private WorkflowExamples() {}
}
