package io.punctual.ground.id;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Makes our own identifiers. */
public final class Ids {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** A new UUID version 7; later calls in this process sort after earlier ones in PostgreSQL's order. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
