package io.weir.delta.kernel;

import io.delta.kernel.Operation;
import io.delta.kernel.Snapshot;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.expressions.And;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.json.Fields;
import io.weir.delta.storage.StoredObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * A table at one version as Delta Kernel sees it, from its path alone: an opinion on the table that shares nothing with
 * whoever wrote it. Every method throws {@link UnreadableTableException} if Kernel cannot read the table.
 */
public final class KernelTable {

    private final String path;
    private final Engine engine;
    private final Snapshot snapshot;

    private KernelTable(String path, Engine engine, Snapshot snapshot) {
        this.path = path;
        this.engine = engine;
        this.snapshot = snapshot;
    }

    /** The table's latest version. */
    public static KernelTable open(String path) {
        return open(path, OptionalLong.empty());
    }

    /** The table as it was at a version. */
    public static KernelTable open(String path, long version) {
        return open(path, OptionalLong.of(version));
    }

    /**
     * The table as it was at a version, by its log files in a store.
     *
     * @param location what Kernel is to call the place that the objects lie below: {@code s3://bucket/prefix}
     * @param scratch folder where copies of Parquet files may lie while they are read
     */
    public static KernelTable open(String location, StoredObjects objects, Path scratch, long version) {
        return open(
                location,
                () -> DefaultEngine.create(new StoredFiles(location, objects, scratch)),
                OptionalLong.of(version));
    }

    private static KernelTable open(String path, OptionalLong version) {
        return open(path, () -> DefaultEngine.create(configuration()), version);
    }

    private static KernelTable open(String path, Supplier<Engine> engines, OptionalLong version) {
        return reading(path, () -> {
            Engine engine = engines.get();
            SnapshotBuilder builder = TableManager.loadSnapshot(path);
            if (version.isPresent()) {
                builder = builder.atVersion(version.getAsLong());
            }
            return new KernelTable(path, engine, builder.build(engine));
        });
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        // Asked for by Kernel when it writes a checkpoint's pointer; elsewhere it comes with Hadoop's own defaults.
        configuration.set("fs.AbstractFileSystem.file.impl", "org.apache.hadoop.fs.local.LocalFs");
        StoredFiles.SETTINGS.forEach(configuration::set);
        return configuration;
    }

    public long version() {
        return snapshot.getVersion();
    }

    /** When this version was committed: milliseconds since the epoch. */
    public long timestamp() {
        return reading(path, () -> snapshot.getTimestamp(engine));
    }

    /** The schema as the metadata has it: the text of its JSON. */
    public String schemaString() {
        return reading(path, () -> snapshot.getMetadata().getSchemaString());
    }

    /** The protocol as the log has it: Kernel's own object does not keep the order of features. */
    public Protocol protocol() {
        return actions(Protocol.class, Protocol.KEY).get(0);
    }

    public Metadata metadata() {
        return reading(path, () -> Metadata.read(fields(snapshot.getMetadata().toRow(), Metadata.KEY)));
    }

    private static Fields fields(Row row, String name) {
        return Fields.of(KernelRows.tree(row), name);
    }

    /** The live files, all of them in memory. */
    public List<AddFile> files() {
        return actions(AddFile.class, AddFile.KEY);
    }

    /** The number of live files; holds none of them. */
    public long fileCount() {
        return reading(path, () -> new LogReplay(engine, snapshot).count(AddFile.KEY));
    }

    /** The number of live files, counted as a reader's scan of everything meets them. */
    public long scannedFileCount() {
        return reading(path, () -> new FileScan(engine, snapshot).count(Optional.empty()));
    }

    /** The number of files that a scan keeps with a condition on a column of whole numbers, both ends included. */
    public long fileCount(String column, long from, long to) {
        Predicate atLeast = new Predicate(">=", new Column(column), Literal.ofLong(from));
        Predicate atMost = new Predicate("<=", new Column(column), Literal.ofLong(to));
        return reading(path, () -> new FileScan(engine, snapshot).count(Optional.of(new And(atLeast, atMost))));
    }

    /** The latest transaction of each application. */
    public List<SetTransaction> transactions() {
        return actions(SetTransaction.class, SetTransaction.KEY);
    }

    /** The domains' settings that are not removed. */
    public List<DomainMetadata> domainMetadata() {
        return actions(DomainMetadata.class, DomainMetadata.KEY).stream()
                .filter(domain -> !domain.removed())
                .toList();
    }

    /** Everything that this version consists of, tombstones included, one action after the other. */
    public void forEachAction(Consumer<Action> consumer) {
        reading(path, () -> {
            new LogReplay(engine, snapshot).forEach(kind -> true, consumer);
            return this;
        });
    }

    /**
     * The number of rows, counted by reading one narrow column of every live file, less what deletion vectors take away.
     * Statistics are not asked. Some million rows a second.
     */
    public long countRows() {
        return reading(path, () -> new RowCount(engine, snapshot).count());
    }

    /** What Kernel says to one who wants to write to the table; empty if it would let them. Nothing is written. */
    public Optional<String> writeRefusal() {
        try {
            snapshot.buildUpdateTableTransaction("Weir", Operation.WRITE).build(engine);
            return Optional.empty();
        } catch (KernelException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Has Kernel write the checkpoint of this version, and point {@code _last_checkpoint} at it.
     *
     * @throws UnreadableTableException if it is there already, or Kernel does not write to the table
     */
    public void writeCheckpoint() {
        reading(path, () -> {
            snapshot.writeCheckpoint(engine);
            return this;
        });
    }

    private <T extends Action> List<T> actions(Class<T> type, String kind) {
        List<T> found = new ArrayList<>();
        reading(path, () -> {
            new LogReplay(engine, snapshot).forEach(kind::equals, action -> found.add(type.cast(action)));
            return found;
        });
        return found;
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> T reading(String path, Reading<T> reading) {
        try {
            return reading.read();
        } catch (RuntimeException | IOException failure) {
            // Kernel throws what is at hand, of no common type: a missing field is a plain RuntimeException.
            throw new UnreadableTableException(path, failure);
        }
    }
}
