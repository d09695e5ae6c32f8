package io.pulsegate.tenancy;

/**
 * In what capacity a statement runs, announced as {@code pulsegate.role}. A second lock, inside the
 * database, on the tables that hold bodies, secrets, people and audit.
 */
public enum Capacity {
    /** Dashboards: none of those tables. */
    VIEWER(""),
    /** May see stored bodies. */
    READER("reader"),
    /** May change what its organisation set up. */
    ADMIN("admin"),
    /** A person's act on what only the gateway may see: signing secrets. */
    TRUSTEE("system"),
    /** The gateway itself: sign-in, workers. */
    SYSTEM("system");

    private final String setting;

    Capacity(String setting) {
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}
