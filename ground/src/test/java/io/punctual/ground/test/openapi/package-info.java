/** Attacks a running service with requests made from its own OpenAPI document, and holds its answers against that document. */
@NullMarked
package io.punctual.ground.test.openapi;

import org.jspecify.annotations.NullMarked;
