package io.punctual.workflow.secret;

import io.punctual.ground.identity.LocalSecrets;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the keys at the start, so that a wrong one is told then and not when it is needed. */
final class Keys {

    /** The keyring of this process. */
    @Produces
    @Singleton
    @Startup
    Keyring keyring(SecretsConfig config) {
        try {
            Keyring keyring = read(config);
            boolean laptop = LaunchMode.current() != LaunchMode.NORMAL
                    || ConfigUtils.getProfiles().equals(List.of("local"));
            if (!laptop) {
                refuseLaptopKey(keyring);
            }
            return keyring;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("The keys for secrets cannot be used: " + e.getMessage());
        }
    }

    /** Refuses the key that everybody knows, wherever it comes from and whatever its id is. */
    static void refuseLaptopKey(Keyring keyring) {
        if (keyring.holds(LocalSecrets.SECRETS_KEY)) {
            throw new IllegalArgumentException(
                    "One of punctual.secrets.keys is the laptop's key, which everybody knows: set one of your own");
        }
    }

    /** The keys of the environment and of all files. */
    static Keyring read(SecretsConfig config) {
        Map<String, String> keys = new TreeMap<>(config.keys());
        for (Path file : config.keyFile().orElse(List.of())) {
            for (String line : lines(file)) {
                String[] parts = line.strip().split("\\s*=\\s*", 2);
                if (parts.length != 2) {
                    throw new IllegalArgumentException(file + " has a line that is not id=base64");
                }
                if (keys.putIfAbsent(parts[0], parts[1]) != null) {
                    throw new IllegalArgumentException("The key " + parts[0] + " is there twice");
                }
            }
        }
        return Keyring.of(keys, config.current());
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + file + " cannot be read");
        }
    }
}
