package io.punctual.appointments;

import io.punctual.ground.test.AnyCallers;
import jakarta.enterprise.context.ApplicationScoped;

/** Callers of any firm. */
@ApplicationScoped
public class TestCallers extends AnyCallers {}
