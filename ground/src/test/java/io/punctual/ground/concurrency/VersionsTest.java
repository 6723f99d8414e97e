package io.punctual.ground.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.punctual.ground.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionsTest {
    @Test
    void aTagIsQuoted() {
        assertThat(Versions.etag(7)).isEqualTo("\"7\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "*", " * ", "\"7\"", " \"7\" ", "\"6\", \"7\"", "\"7\",\"8\"", "W/\"7\", \"7\""})
    void whatNamesThePresentVersionPasses(String ifMatch) {
        Versions.check(ifMatch, 7);
        assertThat(Versions.etag(7)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"6\"", "7", "W/\"7\"", "\"77\"", "\"6\", \"8\"", "\"\"", ",", "\"7", "nonsense"})
    void everythingElseIsStale(String ifMatch) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Versions.check(ifMatch, 7))
                .satisfies(problem -> assertThat(problem.status()).isEqualTo(412))
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("stale"));
    }
}
