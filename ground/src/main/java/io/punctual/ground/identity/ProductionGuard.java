package io.punctual.ground.identity;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/** Refuses a start outside a laptop with what is meant for a laptop alone, and says at once everything that has to be set. */
public final class ProductionGuard {
    private static final Logger LOG = Logger.getLogger(ProductionGuard.class);
    private static final String ISSUER = "quarkus.oidc.auth-server-url";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> NOT_FOR_PRODUCTION = Set.of("local", "test");

    /** Before anything else starts: neither is a database touched nor a connection opened by what is not safe. */
    void check(@Observes @Initialized(ApplicationScoped.class) Object start) {
        List<String> profiles = ConfigUtils.getProfiles();
        if (LaunchMode.current() != LaunchMode.NORMAL || profiles.equals(List.of("local"))) {
            return;
        }
        Config config = ConfigProvider.getConfig();
        List<String> found = objections(config, profiles);
        if (!found.isEmpty()) {
            ConfigurationException refusal =
                    new ConfigurationException("This is not safe to start:\n  " + String.join("\n  ", found));
            // What has to be set is the last that is printed, and where we stand in the code helps nobody.
            refusal.setStackTrace(new StackTraceElement[0]);
            throw refusal;
        }
        if (value(config, ISSUER).isEmpty()) {
            LOG.warn("No identity provider is configured (" + ISSUER + "): API keys alone open the door, and operators,"
                    + " who have none, cannot log in.");
        }
    }

    /** What speaks against a start in production, in words for whoever configures it; empty where nothing does. */
    static List<String> objections(Config config, List<String> profiles) {
        List<String> found = new ArrayList<>();
        for (String profile : profiles) {
            if (NOT_FOR_PRODUCTION.contains(profile)) {
                found.add("The profile " + profile + " is among " + String.join(",", profiles)
                        + ": set QUARKUS_PROFILE to prod, or to local alone on a laptop.");
            }
        }
        secrets(config, found);
        issuer(config, found);
        value(config, "punctual.events.target")
                .filter(target -> isPlain(target) && !isLoopback(target) && !isAllowedPlain(config, target))
                .ifPresent(
                        _ -> found.add(
                                "punctual.events.target is http, and events carry names and addresses: use https,"
                                        + " or name its host in punctual.production.plain-hosts where the network between is yours alone."));
        return found;
    }

    private static void secrets(Config config, List<String> found) {
        Set<String> seen = new HashSet<>();
        for (String property : names(config)) {
            // Capitals sort first, so what stands in the environment is named as it stands there, and once.
            String name = property.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ".");
            Optional<String> value = value(config, property);
            if (value.isEmpty() || !seen.add(name) || isDatabaseAgain(config, name, value.get())) {
                continue;
            }
            if (name.startsWith("punctual.") && LocalSecrets.isIn(value.get())) {
                found.add(property + " is the laptop's secret, which everybody knows: set one of your own.");
            } else if (name.matches("(punctual|quarkus)\\..*(password|secret)")
                    && LocalSecrets.isKnownPassword(value.get())) {
                found.add(property + " is a password that everybody tries first: set one of your own.");
            }
        }
    }

    /** Migrations use the service's login where they have none of their own. */
    private static boolean isDatabaseAgain(Config config, String name, String value) {
        return name.equals("quarkus.flyway.password")
                && value.equals(value(config, "quarkus.datasource.password").orElse(null));
    }

    private static void issuer(Config config, List<String> found) {
        Optional<String> issuer = value(config, ISSUER);
        if (issuer.isEmpty()) {
            return;
        }
        for (String address : List.of(ISSUER, "quarkus.oidc.jwks-path")) {
            if (value(config, address).filter(ProductionGuard::isPlain).isPresent()) {
                found.add(address + " is http, so anybody on the way could issue tokens: use https.");
            }
        }
        if (isUnset(config, "quarkus.oidc.token.audience")) {
            found.add(
                    "quarkus.oidc.token.audience is not set, so tokens for any other application of the issuer would open"
                            + " this one: set what the identity provider writes into aud for this service.");
        }
        if ("any".equals(value(config, "quarkus.oidc.token.issuer").orElse(""))) {
            found.add("quarkus.oidc.token.issuer is any: name the issuer, or leave it to discovery.");
        }
        if ("false".equals(value(config, "quarkus.oidc.jwks.resolve-early").orElse(""))) {
            found.add(
                    "quarkus.oidc.jwks.resolve-early is false, so each forged token would cost a request to the issuer:"
                            + " leave it out.");
        }
        for (String open : List.of("quarkus.oidc.tls.verification", "quarkus.tls.trust-all")) {
            if (value(config, open).filter(Set.of("none", "true")::contains).isPresent()) {
                found.add(open + " trusts whoever answers in the issuer's name: leave it out.");
            }
        }
    }

    private static boolean isUnset(Config config, String list) {
        return Arrays.stream(value(config, list).orElse("").split(",", -1))
                .map(String::strip)
                .allMatch(entry -> entry.isEmpty() || entry.equals("any"));
    }

    /** As configured: in the environment they are spelled PUNCTUAL_…, where not even a mapping has read them. */
    private static Set<String> names(Config config) {
        Set<String> names = new TreeSet<>();
        for (String property : config.getPropertyNames()) {
            if (property.toLowerCase(Locale.ROOT).matches("(punctual|quarkus)[._].*")) {
                names.add(property);
            }
        }
        return names;
    }

    private static Optional<String> value(Config config, String property) {
        return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
    }

    private static boolean isAllowedPlain(Config config, String address) {
        String host = host(address);
        return Arrays.stream(value(config, "punctual.production.plain-hosts")
                        .orElse("")
                        .split(",", -1))
                .map(String::strip)
                .anyMatch(host::equalsIgnoreCase);
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.contains(host(address));
    }

    private static boolean isPlain(String address) {
        return address.strip().toLowerCase(Locale.ROOT).startsWith("http:");
    }

    private static String host(String address) {
        try {
            return String.valueOf(URI.create(address.strip()).getHost());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
