package io.weir.metadata.creation;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toSet;

import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.conflict.WriterGuard;
import io.weir.delta.schema.StructType;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.Commits;
import io.weir.metadata.commit.NewVersion;
import io.weir.metadata.commit.Origin;
import io.weir.metadata.commit.TableAdvanced;
import io.weir.metadata.commit.VersionAssembly;
import io.weir.metadata.storage.ConditionalWrites;
import io.weir.metadata.table.FreePlace;
import io.weir.metadata.table.RowTrackingProperties;
import io.weir.metadata.table.SchemasOfTables;
import io.weir.metadata.table.TableFeatures;
import io.weir.metadata.table.TableHead;
import io.weir.metadata.table.TableLocation;
import io.weir.metadata.table.TableLocations;
import io.weir.metadata.table.TableMode;
import io.weir.metadata.table.Tables;
import io.weir.metadata.table.Totals;
import io.weir.support.problem.ProblemException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes tables. Version 0 holds the protocol and the metadata; the table is there when its transaction is. */
@Service
public class TableCreation {

    private final Tables tables;
    private final SchemasOfTables schemas;
    private final Commits commits;
    private final TableLocations locations;
    private final ForeignLogs logs;
    private final ConditionalWrites writes;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TableCreation(
            Tables tables,
            SchemasOfTables schemas,
            Commits commits,
            TableLocations locations,
            ForeignLogs logs,
            ConditionalWrites writes,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tables = tables;
        this.schemas = schemas;
        this.commits = commits;
        this.locations = locations;
        this.logs = logs;
        this.writes = writes;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes a table.
     *
     * @param origin who makes it, which need not be who is to own it
     * @throws ProblemException if its name or place is taken, or one of its fields has a value that is not allowed
     */
    public TableHead create(NewTable table, Origin origin) {
        StructType schema = NewTableRules.require(table);
        TableLocation location = locations.resolve(table.name(), table.location());
        // First: of a table that is forgotten meanwhile the log is seen at the place, since it was published before
        // that.
        FreePlace.require(tables, table.name(), location);
        boolean isTaken = logs.isAt(location);
        writes.require(location.text());
        TableHead made = Objects.requireNonNull(
                transactions.execute(status -> insert(table, schema, location, isTaken, origin)));
        events.publishEvent(new TableAdvanced(made.name(), made.version(), 0));
        return made;
    }

    private TableHead insert(
            NewTable table, StructType schema, TableLocation location, boolean isTaken, Origin origin) {
        requireFree(table.name(), location, isTaken);
        UUID uuid = UUID.randomUUID();
        Metadata metadata = metadata(uuid, table, schema);
        Protocol protocol = TableFeatures.protocol(
                metadata, TableFeatures.asked(table.properties().keySet()).collect(toSet()));
        if (table.mode() == TableMode.GUARDED) {
            protocol = WriterGuard.on(protocol);
        }
        NewVersion version = VersionAssembly.first(clock.millis(), protocol, metadata, origin);
        long tableId = commits.create(
                uuid,
                table.name(),
                location.text(),
                table.owner(),
                Objects.requireNonNull(version.protocol()),
                Objects.requireNonNull(version.metadata()));
        commits.append(tableId, Totals.NONE, version);
        return tables.open(table.name()).orElseThrow();
    }

    private void requireFree(String name, TableLocation location, boolean isTaken) {
        FreePlace.claim(tables, name, location);
        schemas.require(name);
        if (isTaken) {
            throw new ProblemException(
                    MetadataProblem.LOCATION_NOT_EMPTY, "There is a Delta log at " + location.text() + " already");
        }
    }

    private Metadata metadata(UUID uuid, NewTable table, StructType schema) {
        Map<String, String> properties = new TreeMap<>();
        table.properties().entrySet().stream()
                .filter(not(property -> TableFeatures.asksForFeature(property.getKey())))
                .forEach(property -> properties.put(property.getKey(), property.getValue()));
        properties.put(TableFeatures.IN_COMMIT_TIMESTAMPS, "true");
        return Metadata.of(
                uuid.toString(),
                table.name(),
                table.description(),
                schema,
                table.partitionColumns(),
                RowTrackingProperties.completed(properties, Map.of()),
                clock.millis());
    }
}
