package io.weir.ingest.deltasink;

import io.weir.ingest.sink.StaleOwnerException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tables that keep the rules of the metadata service in memory; their data files are real. */
public final class MemoryDeltaTables implements DeltaTables {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path root;
    private final Map<String, Head> heads = new HashMap<>();
    private Fault fault = (table, when) -> {};
    private boolean away;
    private int listed;

    /** Interferes with commits. */
    @FunctionalInterface
    public interface Fault {
        void at(String table, When when);
    }

    /** Where a commit can be interfered with. */
    public enum When {
        BEFORE,
        AFTER
    }

    private static final class Head {
        private long version;
        private long metadataVersion;
        private long protocolVersion;
        private Map<String, Object> protocol = Map.of(
                "minReaderVersion",
                1,
                "minWriterVersion",
                7,
                "writerFeatures",
                List.of("appendOnly", "inCommitTimestamp", "invariants"));
        private final Map<String, Object> metadata = new LinkedHashMap<>();
        private final Map<String, String> domains = new TreeMap<>();
        private final Map<String, Long> domainVersions = new TreeMap<>();
        private final Map<String, Long> transactions = new TreeMap<>();
        private final List<Map<?, ?>> files = new ArrayList<>();
        private final Map<Long, List<Map<?, ?>>> filesByVersion = new HashMap<>();
    }

    public MemoryDeltaTables(Path root) {
        this.root = root;
    }

    public synchronized void interfere(Fault with) {
        fault = with;
    }

    /** Whether whoever asks for a table gets no answer. */
    public synchronized void setAway(boolean now) {
        away = now;
    }

    @Override
    public synchronized Optional<DeltaTable> find(String name) {
        if (away) {
            throw new DeltaException("table " + name + " cannot be opened: nobody answers", null);
        }
        return Optional.ofNullable(heads.get(name)).map(head -> {
            Map<String, Object> schema =
                    JSON.readValue((String) head.metadata.get("schemaString"), new TypeReference<>() {});
            return new DeltaTable(
                    name,
                    root.resolve(name).toString(),
                    head.version,
                    0,
                    head.files.stream().mapToLong(MemoryDeltaTables::bytes).sum(),
                    head.metadata,
                    schema,
                    head.protocol,
                    Map.copyOf(head.domains));
        });
    }

    @Override
    public DeltaTables madeFor(String owner) {
        return this;
    }

    @Override
    public synchronized DeltaTable create(String name, Map<String, Object> schema, List<String> partitionColumns) {
        Head head = heads.computeIfAbsent(name, any -> new Head());
        head.metadata.putIfAbsent("id", name);
        head.metadata.putIfAbsent("partitionColumns", partitionColumns);
        head.metadata.putIfAbsent("schemaString", JSON.writeValueAsString(schema));
        return find(name).orElseThrow();
    }

    /** As if it had never been there. */
    public synchronized void drop(String name) {
        heads.remove(name);
    }

    @Override
    public synchronized Map<String, Long> transactions(String table, String appIdPrefix) {
        Map<String, Long> found = new TreeMap<>(heads.get(table).transactions);
        found.keySet().removeIf(application -> !application.startsWith(appIdPrefix));
        return found;
    }

    @Override
    public synchronized long commit(String table, DeltaCommit commit) {
        commitAll(Map.of(table, commit));
        return heads.get(table).version;
    }

    @Override
    public synchronized Map<String, Long> commitAll(Map<String, DeltaCommit> commits) {
        commits.keySet().forEach(table -> fault.at(table, When.BEFORE));
        Map<String, DeltaCommit> missing = new TreeMap<>(commits);
        missing.entrySet().removeIf(each -> isThere(heads.get(each.getKey()), each.getValue()));
        if (!missing.isEmpty() && missing.size() < commits.size()) {
            throw new DeltaException("only some of " + commits.keySet() + " were committed before", null);
        }
        missing.forEach((table, commit) -> requireExpected(table, heads.get(table), commit));
        missing.forEach((table, commit) -> apply(heads.get(table), commit, written(commit)));
        commits.keySet().forEach(table -> fault.at(table, When.AFTER));
        Map<String, Long> versions = new TreeMap<>();
        commits.keySet().forEach(table -> versions.put(table, heads.get(table).version));
        return versions;
    }

    private static Map<String, Long> written(DeltaCommit commit) {
        Map<String, Long> written = new TreeMap<>();
        commit.actions().stream()
                .map(action -> (Map<?, ?>) action.get("txn"))
                .filter(Objects::nonNull)
                .forEach(txn -> written.put((String) txn.get("appId"), (Long) txn.get("version")));
        return written;
    }

    private static boolean isThere(Head head, DeltaCommit commit) {
        Map<String, Long> written = written(commit);
        return !written.isEmpty()
                && written.entrySet().stream()
                        .allMatch(txn -> txn.getValue().equals(head.transactions.get(txn.getKey())));
    }

    private static void requireExpected(String table, Head head, DeltaCommit commit) {
        commit.expected().forEach((application, version) -> {
            if (!Objects.equals(version, head.transactions.get(application))) {
                throw new StaleOwnerException(application + " is at " + head.transactions.get(application));
            }
        });
        requireUnchanged(table, head, commit);
        requireSettings(table, head, commit);
        requireLive(table, head, commit);
    }

    /** The same domain, and the protocol, must be as they were read. */
    private static void requireSettings(String table, Head head, DeltaCommit commit) {
        long read = Objects.requireNonNullElse(commit.readVersion(), -1L);
        for (Map<String, Object> action : commit.actions()) {
            boolean isStale = action.get("domainMetadata") instanceof Map<?, ?> domain
                    && read < head.domainVersions.getOrDefault((String) domain.get("domain"), 0L);
            if (isStale || (action.containsKey("protocol") && read < head.protocolVersion)) {
                throw new CommitRefusedException(
                        "settings of table " + table + " were changed since version " + read,
                        new IllegalStateException());
            }
        }
    }

    private static void requireLive(String table, Head head, DeltaCommit commit) {
        List<Object> live =
                head.files.stream().map(file -> (Object) file.get("path")).toList();
        if (!live.containsAll(commit.operation().readFiles())) {
            throw new CommitRefusedException("a file of table " + table + " is gone", new IllegalStateException());
        }
    }

    private static void requireUnchanged(String table, Head head, DeltaCommit commit) {
        Long read = commit.readVersion();
        boolean changes = commit.actions().stream().anyMatch(action -> action.containsKey("metaData"));
        if ((changes && read == null) || (read != null && read < head.metadataVersion)) {
            throw new CommitRefusedException(
                    "table " + table + " was changed since version " + read, new IllegalStateException());
        }
    }

    private static void apply(Head head, DeltaCommit commit, Map<String, Long> written) {
        head.version++;
        head.transactions.putAll(written);
        for (Map<String, Object> action : commit.actions()) {
            if (action.get("metaData") instanceof Map<?, ?> metadata) {
                head.metadata.put("schemaString", Objects.requireNonNull(metadata.get("schemaString")));
                head.metadataVersion = head.version;
            }
            if (action.get("domainMetadata") instanceof Map<?, ?> domain) {
                String name = (String) Objects.requireNonNull(domain.get("domain"));
                head.domains.put(name, (String) Objects.requireNonNull(domain.get("configuration")));
                head.domainVersions.put(name, head.version);
            }
            if (action.get("protocol") instanceof Map<?, ?> protocol) {
                head.protocol = JSON.convertValue(protocol, new TypeReference<>() {});
                head.protocolVersion = head.version;
            }
            if (action.get("remove") instanceof Map<?, ?> remove) {
                head.files.removeIf(file -> file.get("path").equals(remove.get("path")));
            }
            if (action.get("add") instanceof Map<?, ?> add) {
                head.files.add(add);
            }
        }
        head.filesByVersion.put(head.version, List.copyOf(head.files));
    }

    @Override
    public List<Path> files(DeltaTable table) {
        return files(table.name());
    }

    @Override
    public List<TableFile> first(DeltaTable table, int most) {
        return live(table).stream().limit(most).toList();
    }

    @Override
    public void eachFile(DeltaTable table, Consumer<TableFile> each) {
        live(table).forEach(each);
    }

    @Override
    public synchronized List<TableFile> smallerThan(DeltaTable table, long bytes, int most) {
        List<TableFile> small = live(table).stream()
                .filter(file -> file.bytes() < bytes)
                .sorted(Comparator.comparingLong(TableFile::bytes))
                .limit(most)
                .toList();
        listed += small.size();
        return small;
    }

    /** How many small files were listed since this was last asked. */
    public synchronized int takeListed() {
        int since = listed;
        listed = 0;
        return since;
    }

    private synchronized List<TableFile> live(DeltaTable table) {
        return heads.get(table.name()).filesByVersion.getOrDefault(table.version(), List.of()).stream()
                .map(add -> new TableFile(
                        place(table.name(), add),
                        (String) add.get("path"),
                        bytes(add),
                        ((Number) Objects.requireNonNull(add.get("modificationTime"))).longValue(),
                        partition(add),
                        true,
                        (String) add.get("clusteringProvider")))
                .toList();
    }

    private static long bytes(Map<?, ?> add) {
        return ((Number) Objects.requireNonNull(add.get("size"))).longValue();
    }

    private static Map<String, @Nullable String> partition(Map<?, ?> add) {
        Map<String, @Nullable String> partition = new LinkedHashMap<>();
        if (add.get("partitionValues") instanceof Map<?, ?> values) {
            values.forEach((column, value) -> partition.put((String) column, (String) value));
        }
        return partition;
    }

    private Path place(String table, Map<?, ?> add) {
        return root.resolve(table).resolve(URI.create((String) add.get("path")).getPath());
    }

    /** The committed data files of a table. */
    public synchronized List<Path> files(String table) {
        Head head = heads.get(table);
        return head == null
                ? List.of()
                : head.files.stream().map(add -> place(table, add)).toList();
    }

    /** The statistics of a table's files, as committed. */
    public synchronized List<String> statistics(String table) {
        return heads.get(table).files.stream()
                .map(add -> (String) add.get("stats"))
                .toList();
    }
}
