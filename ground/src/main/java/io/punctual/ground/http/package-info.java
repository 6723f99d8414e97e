/** What every answer carries whatever it answers: headers that keep browsers from doing more than reading it. */
@NullMarked
package io.punctual.ground.http;

import org.jspecify.annotations.NullMarked;
