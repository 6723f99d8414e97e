package io.punctual.ground.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.punctual.ground.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static String encoded(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void whatGoesOutComesBack(
            @ForAll @NotEmpty List<@IntRange(min = 0, max = 1 << 20) Integer> numbers,
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long millis,
            @ForAll long high,
            @ForAll long low) {
        Instant instant = Instant.ofEpochMilli(millis);
        UUID id = new UUID(high, low);
        String text = numbers.stream().map(n -> "ä" + n).toList().toString();

        Cursor back = Cursor.decoded(Cursor.of(instant, id, text).encoded());

        assertThat(back.instant(0)).isEqualTo(instant);
        assertThat(back.uuid(1)).isEqualTo(id);
        assertThat(back.text(2)).isEqualTo(text);
        assertThat(Cursor.of(instant, id, text).encoded()).matches("[A-Za-z0-9_-]+");
    }

    @Property
    void whateverIsSentIsRefusedOrRead(@ForAll String anything) {
        for (String sent : List.of(anything, encoded(anything))) {
            try {
                Cursor cursor = Cursor.decoded(sent);
                cursor.uuid(0);
                cursor.instant(1);
            } catch (Problem refusal) {
                assertThat(refusal.status()).isEqualTo(422);
                assertThat(refusal.code()).isEqualTo("invalid_cursor");
            }
        }
    }

    @Test
    void whatTheDatabaseCannotTakeIsRefused() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Cursor.decoded(encoded("a\0b")));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() ->
                        Cursor.decoded(encoded("+999999999-01-01T00:00:00Z")).instant(0));
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> Cursor.decoded("").uuid(0));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> Cursor.of("a").text(1));
    }

    @Test
    void aRowMoreThanAskedForMeansAnotherPage() {
        PageRequest request = PageRequest.of(2, null);
        Page<Integer> page = Page.of(List.of(1, 2, 3), request, Cursor::of);

        assertThat(page.items()).containsExactly(1, 2);
        assertThat(PageRequest.of(2, page.nextCursor()).after().orElseThrow().text(0))
                .isEqualTo("2");
        assertThat(Page.of(List.of(1, 2), request, Cursor::of).nextCursor()).isNull();
    }

    @Test
    void aPageHasOneTo200Items() {
        assertThat(PageRequest.of(null, null).limit()).isEqualTo(50);
        assertThat(PageRequest.of(200, null).fetchSize()).isEqualTo(201);
        for (int limit : new int[] {0, -1, 201}) {
            assertThatExceptionOfType(Problem.class).isThrownBy(() -> PageRequest.of(limit, null));
        }
    }
}
