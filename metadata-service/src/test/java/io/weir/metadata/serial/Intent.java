package io.weir.metadata.serial;

import io.weir.metadata.Requests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a writer wants to commit to one table, and what it has read for that. */
final class Intent {

    final View read;
    final String operation;
    final boolean stale;
    String isolation = "WRITE_SERIALIZABLE";
    boolean wholeTable;

    @Nullable
    Condition condition;

    Set<String> files = Set.of();
    final List<DataFile> removed = new ArrayList<>();
    final List<DataFile> added = new ArrayList<>();
    boolean dataChange = true;

    @Nullable
    JsonNode metadata;

    boolean harmless;

    @Nullable
    JsonNode protocol;

    @Nullable
    String domain;

    @Nullable
    String application;

    long transaction;
    boolean guarded;

    /** @param stale whether it holds the version that was read against the commit; a blind append need not */
    Intent(String operation, View read, boolean stale) {
        this.operation = operation;
        this.read = read;
        this.stale = stale;
    }

    /** Only adds, and nothing was read for them. */
    boolean isBlind() {
        return !added.isEmpty() && removed.isEmpty() && !wholeTable && condition == null && files.isEmpty();
    }

    /** What rearranges files and does nothing else is in nobody's way. */
    String effectiveIsolation() {
        return dataChange ? isolation : "SNAPSHOT";
    }

    boolean isOfInterest(DataFile file) {
        Condition asked = condition;
        return wholeTable || (asked != null && asked.canMatch(file));
    }

    Map<String, Object> request() {
        Map<String, Object> request = Requests.commit(actions().toArray(Map<?, ?>[]::new));
        request.put("operation", operation);
        request.put("isolationLevel", isolation);
        if (stale) {
            request.put("readVersion", read.version());
        }
        if (wholeTable) {
            request.put("readWholeTable", true);
        }
        if (condition != null) {
            request.put("readPredicates", List.of(condition.sql()));
        }
        request.put("readFiles", List.copyOf(files));
        if (guarded && application != null) {
            request.put("expectedTransactions", List.of(expectation(application)));
        }
        return request;
    }

    private Map<String, Object> expectation(String appId) {
        Map<String, Object> expectation = new LinkedHashMap<>(Map.of("appId", appId));
        if (read.txns().containsKey(appId)) {
            expectation.put("version", read.txns().get(appId));
        }
        return expectation;
    }

    private List<Map<String, Object>> actions() {
        List<Map<String, Object>> actions = new ArrayList<>();
        if (metadata != null) {
            actions.add(Map.of("metaData", metadata));
        }
        if (protocol != null) {
            actions.add(Map.of("protocol", protocol));
        }
        if (application != null) {
            actions.add(Requests.txn(application, transaction));
        }
        if (domain != null) {
            String setting = "{\"readAt\":" + read.version() + "}";
            actions.add(Map.of("domainMetadata", Map.of("domain", domain, "configuration", setting, "removed", false)));
        }
        removed.forEach(file -> actions.add(file.remove(dataChange)));
        added.forEach(file -> actions.add(file.add(dataChange)));
        return actions;
    }

    @Override
    public String toString() {
        return operation + " of " + read.table() + (stale ? " read at " + read.version() : "") + " " + isolation
                + (wholeTable ? " whole" : "") + (condition == null ? "" : " where " + condition.sql()) + " removes "
                + removed + " adds " + added;
    }
}
