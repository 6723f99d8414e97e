package io.punctual.ground.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How tokens of the identity provider are read, and how failed logins are slowed down. */
@ConfigMapping(prefix = "punctual.identity")
public interface IdentityConfig {

    /**
     * Where a token names the firm: one claim or several, of which the first that is there counts. {@code /} separates the levels
     * of nested claims; a name that holds one itself stands in double quotes.
     */
    @WithDefault("firm_id")
    List<String> firmClaim();

    /**
     * Which firm a claim's value stands for, where the claim does not hold our own id: {@code value=firm id}, comma-separated. A
     * value that is not listed has to be a firm's id.
     */
    Optional<List<String>> firms();

    /** Where a token carries the e-mail address of a person. */
    @WithDefault("email")
    String emailClaim();

    /**
     * The claim that says the address is verified, by {@code true} or {@code 1}. Without it an address is worth nothing: a portal
     * user would see whatever belongs to an address that they merely typed in.
     */
    @WithDefault("email_verified")
    String emailVerifiedClaim();

    /** The identity provider's names for our roles. As soon as one is set, roles that are not listed count for nothing. */
    RoleNames roles();

    /** How failed logins are slowed down. */
    Throttle throttle();

    /** What the identity provider calls each of our roles; more than one name may stand for one. */
    interface RoleNames {
        /** Names of {@link Roles#ADMIN}. */
        Optional<List<String>> firmAdmin();

        /** Names of {@link Roles#STAFF}. */
        Optional<List<String>> firmStaff();

        /** Names of {@link Roles#PORTAL}. */
        Optional<List<String>> portal();

        /** Names of {@link Roles#OPERATOR}. */
        Optional<List<String>> operator();
    }

    /** Counts are kept per replica, in memory: several replicas let as many times more through. */
    interface Throttle {
        /** Failures of one name (a user, a key's prefix) from one address within the window, after which that pair has to wait. */
        @WithDefault("10")
        int failures();

        /**
         * Failures from one address, whatever the name, after which it has to wait. High, because a whole firm may share an address;
         * see {@link #remembered()} for who is let through all the same.
         */
        @WithDefault("100")
        int addressFailures();

        /** How long failures count, from the first of them, and so the longest wait. */
        @WithDefault("5M")
        Duration window();

        /** How long a credential that was right is let past the waits of its address. */
        @WithDefault("1H")
        Duration remembered();

        /** How many counts, and how many right credentials, are kept at most; the oldest go first. About 200 bytes each. */
        @WithDefault("20000")
        int entries();
    }
}
