package io.punctual.appointments.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The kinds of meetings of the firms. */
@ApplicationScoped
@Transactional
public class AppointmentTypes implements FirmRepository<AppointmentType> {}
