package io.punctual.appointments.appointment;

/** Whose change concerns an appointment. */
enum Person {
    CONTACT("contactId", "contact_id"),
    STAFF("staffId", "staff_id");

    private final String attribute;
    private final String column;

    Person(String attribute, String column) {
        this.attribute = attribute;
        this.column = column;
    }

    String attribute() {
        return attribute;
    }

    String column() {
        return column;
    }
}
