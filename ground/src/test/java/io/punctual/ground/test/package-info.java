/** What tests of every module stand on: a real PostgreSQL, a clock moved by hand, the rules of the house. */
@NullMarked
package io.punctual.ground.test;

import org.jspecify.annotations.NullMarked;
