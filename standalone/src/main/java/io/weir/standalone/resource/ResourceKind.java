package io.weir.standalone.resource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What commands are about: where the API has it, and which of its fields a table shows. */
public enum ResourceKind {
    STORES("stores", "store", "/api/v1/stores", true, "name, kind, properties, updatedAt"),
    TABLES("tables", "table", "/api/v1/tables", true, "name, version, rows, files, bytes, location"),
    PIPELINES("pipelines", "pipeline", "/api/v1/pipelines", true, "name, state, source, target, updatedAt"),
    RUNS("runs", "run", "/api/v1/runs", false, "name, latestRunState, latestRunId, updatedAt"),
    TOKENS("tokens", "token", "/api/v1/tokens", true, "name, scope, user, expiresAt, createdBy, id"),
    SECRETS("secrets", "secret", "/api/v1/secrets", true, "name, owner, keyId, updatedAt"),
    USERS("users", "user", "/api/v1/users", true, "name, roles, createdBy, createdAt"),
    ROLES("roles", "role", "/api/v1/roles", true, "name, description, createdBy, createdAt"),
    GRANTS("grants", "grant", "/api/v1/grants", true, "id, role, privilege, kind, name, withGrantOption, grantedBy");

    private static final Set<ResourceKind> DECLARABLE = EnumSet.of(STORES, TABLES, PIPELINES);

    private final String label;
    private final String one;
    private final String path;
    private final boolean changeable;
    private final String columns;

    ResourceKind(String label, String one, String path, boolean changeable, String columns) {
        this.label = label;
        this.one = one;
        this.path = path;
        this.changeable = changeable;
        this.columns = columns;
    }

    /** The command's name. */
    public String label() {
        return label;
    }

    /** One of them, in words. */
    String one() {
        return one;
    }

    /** Whether there is more to do than to look. Runs are made and ended by who runs them. */
    boolean isChangeable() {
        return changeable;
    }

    /**
     * Whether a file may say how it should be. A token's text would be lost in a file's output, a secret's value does not
     * belong beside the rest; access is given by hand.
     */
    boolean isDeclarable() {
        return DECLARABLE.contains(this);
    }

    /** Fields that a table shows, from left to right. */
    List<String> columns() {
        return List.of(columns.split(", "));
    }

    String collection() {
        return path;
    }

    /** What is listed: of runs, the latest of each job. */
    String listed() {
        return this == RUNS ? "/api/v1/jobs" : path;
    }

    String item(String name) {
        return path + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
