package io.weir.standalone.resource;

import java.util.Arrays;
import java.util.List;

/**
 * What commands are about: where the API has it, and which of its fields a list shows. What can be done with it is what the
 * API document has at its path and below.
 */
public enum ResourceKind {
    STORES("stores", "store", "/api/v1/stores", "name, kind, properties, updatedAt"),
    TOPICS("topics", "topic", "/api/v1/stores/{store}/topics", "name"),
    ENTITIES("entities", "entity", "/api/v1/stores/{store}/entities", "path, kind, bytes, modifiedAt"),
    DATABASES("databases", "database", "/api/v1/databases", "name, implicitSchemas, owner, comment, updatedAt"),
    SCHEMAS("schemas", "schema", "/api/v1/databases/{database}/schemas", "database, name, owner, comment, updatedAt"),
    TABLES("tables", "table", "/api/v1/tables", "name, version, rows, files, bytes, location", "listDroppedTables"),
    PIPELINES(
            "pipelines",
            "pipeline",
            "/api/v1/pipelines",
            "name, state, pool, waitingFor, source.store, source.topic, target.warehouse.table, target.delta.table, updatedAt"),
    RELATIONS(
            "relations",
            "relation",
            "/api/v1/relations",
            "name, kind, source.store, source.topic, target.warehouse.table, target.delta.table, primaryKey, updatedAt"),
    FUNCTIONS("functions", "function", "/api/v1/functions", "name, parameters, body, comment, updatedAt"),
    FUNCTION_SOURCES(
            "function-sources",
            "function source",
            "/api/v1/function-sources",
            "name, bytes, sha256, comment, updatedAt"),
    DESCRIPTORS("descriptors", "descriptor", "/api/v1/descriptor-sources", "name, messages, bytes, comment, updatedAt"),
    POOLS(
            "pools",
            "pool",
            "/api/v1/compute-pools",
            "name, state, suspendedBy, size, minUnits, maxUnits, unitsInUse, waiting, autoSuspendMinutes"),
    RUNS(
            "runs",
            "run",
            "/api/v1/runs",
            "startedAt, job, state, runId, durationMillis",
            "listJobs",
            "startRun",
            "completeRun",
            "sendHeartbeat"),
    SECRETS("secrets", "secret", "/api/v1/secrets", "name, owner, keyId, updatedAt"),
    TOKENS("tokens", "token", "/api/v1/tokens", "name, scope, user, expiresAt, owner, id"),
    ROLES("roles", "role", "/api/v1/roles", "name, roles, description, owner, createdAt"),
    USERS("users", "user", "/api/v1/users", "name, roles, owner, createdAt"),
    ORGANIZATIONS("organizations", "organization", "/api/v1/organizations", "name, comment, owner, updatedAt"),
    GRANTS("grants", "grant", "/api/v1/grants", "id, role, privilege, kind, name, withGrantOption, grantedBy", "canI"),
    AUDIT("audit", "entry", "/api/v1/audit", "at, caller, method, path, status, created, requestId");

    private final String label;
    private final String one;
    private final String collection;
    private final String columns;
    private final String elsewhere;

    /** {@code elsewhere} has the ids of operations that are about it though their paths are not below its own. */
    ResourceKind(String label, String one, String collection, String columns, String... elsewhere) {
        this.label = label;
        this.one = one;
        this.collection = collection;
        this.columns = columns;
        this.elsewhere = String.join(" ", elsewhere);
    }

    /** The command's name. */
    public String label() {
        return label;
    }

    /** One of them, in words. */
    String one() {
        return one;
    }

    /** Fields that a list shows, from left to right, levels separated by dots. */
    List<String> columns() {
        return List.of(columns.split(", "));
    }

    /** The path of all of them, with names in braces. */
    String collection() {
        return collection;
    }

    boolean isElsewhere(Operation operation) {
        return List.of(elsewhere.split(" ")).contains(operation.id());
    }

    /** Whether an operation is about this, and not about what is below it in turn. */
    boolean owns(Operation operation) {
        return isElsewhere(operation) || (isBelow(operation) && isNearest(operation));
    }

    private boolean isBelow(Operation operation) {
        return operation.path().equals(collection) || operation.path().startsWith(collection + "/");
    }

    private boolean isNearest(Operation operation) {
        return Arrays.stream(values())
                .noneMatch(other -> other.collection.length() > collection.length() && other.isBelow(operation));
    }
}
