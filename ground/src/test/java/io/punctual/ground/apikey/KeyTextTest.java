package io.punctual.ground.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void aKeyIsReadAsItWasMade() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            KeyText made = KeyText.make(random);
            assertThat(made.text())
                    .matches("punctual_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}")
                    .startsWith("punctual_" + made.prefix());
            KeyText read = KeyText.read(made.text()).orElseThrow();
            assertThat(read.prefix()).isEqualTo(made.prefix());
            assertThat(read.hash()).isEqualTo(made.hash()).hasSize(32);
            texts.add(made.text());
        }
        assertThat(texts).hasSize(100);
    }

    @Test
    void aTypingErrorIsSeenWithoutLookingAnythingUp() {
        String text = KeyText.make(random).text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertThat(KeyText.read(text.substring(0, i) + other + text.substring(i + 1)))
                    .isEmpty();
        }
        for (String none :
                new String[] {"", "punctual_", text + "x", text.substring(1), " " + text, text.replace("_", "-")}) {
            assertThat(KeyText.read(none)).isEmpty();
        }
    }

    @Test
    void theSecretIsInNoLog() {
        KeyText made = KeyText.make(random);
        assertThat(made.toString()).isEqualTo("punctual_" + made.prefix() + "_…");
    }
}
