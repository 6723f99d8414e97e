package io.punctual.workflow.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {
    private final List<String> made = new ArrayList<>();
    private final BoundedCache<String, Integer> cache = new BoundedCache<>(10, String::length);

    private void use(String key) {
        int value = cache.get(key, wanted -> {
            made.add(wanted);
            return wanted.length();
        });
        assertThat(value).isEqualTo(key.length());
    }

    @Test
    void aValueIsMadeOnceWhileItIsKept() {
        use("four");
        use("four");
        assertThat(made).containsExactly("four");
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() {
        use("four");
        use("five");
        use("four");
        use("six");
        use("four");
        use("five");
        assertThat(made).containsExactly("four", "five", "six", "five");
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void oneThatIsTooHeavyIsKeptAlone() {
        use("four");
        use("a dozen characters");
        use("a dozen characters");
        assertThat(made).containsExactly("four", "a dozen characters");
        assertThat(cache.size()).isEqualTo(1);
    }
}
