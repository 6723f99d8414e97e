package io.punctual.ground.identity;

/** The roles of people and machines, as identity providers name them. */
public final class Roles {
    /** Reads and manages the firm's things. */
    public static final String STAFF = "firm-staff";
    /** Staff that also changes settings and credentials, and deletes. Each admin is staff too. */
    public static final String ADMIN = "firm-admin";
    /** A contact of a firm, who sees and acts on their own appointments. */
    public static final String PORTAL = "portal";
    /** Runs the installation, for all firms, without sight of message content. */
    public static final String OPERATOR = "operator";

    private Roles() {}
}
