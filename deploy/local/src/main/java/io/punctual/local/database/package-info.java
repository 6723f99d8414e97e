/** The laptop's PostgreSQL, with its data kept between starts. */
@NullMarked
package io.punctual.local.database;

import org.jspecify.annotations.NullMarked;
