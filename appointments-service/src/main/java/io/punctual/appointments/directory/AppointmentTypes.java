package io.punctual.appointments.directory;

import jakarta.enterprise.context.ApplicationScoped;

/** The kinds of meetings of the firms. */
@ApplicationScoped
public class AppointmentTypes implements FirmRepository<AppointmentType> {}
