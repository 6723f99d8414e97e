package io.punctual.appointments.directory;

import jakarta.enterprise.context.ApplicationScoped;

/** The contacts of the firms. */
@ApplicationScoped
public class Contacts implements FirmRepository<Contact> {}
