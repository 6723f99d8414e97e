package io.punctual.appointments.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The contacts of the firms. */
@ApplicationScoped
@Transactional
public class Contacts implements FirmRepository<Contact> {}
