package io.punctual.ground.apikey;

import java.util.UUID;

/** A key was revoked in this process; told once that is committed. */
record KeyRevoked(UUID id) {}
