/** Hand-written SQL without ceremony: statements over JDBC that join the transaction of their caller. */
@NullMarked
package io.punctual.ground.sql;

import org.jspecify.annotations.NullMarked;
