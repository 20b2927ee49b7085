package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.deployment.Catalog.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * While an upgrade replaces one pod after the other, programs of two versions work on one schema, which the newer one has
 * migrated. Breaks when a migration takes away, renames or tightens what the version before relies on, or when one cannot
 * be run while sessions of the version before are open, or invalidates what they have prepared.
 */
class UpgradeTest {

    private static final List<String> SCHEMAS = ServiceDatabases.SCHEMAS;

    private static final Map<String, String> MODULES = Map.of(
            "metadata", "metadata-service",
            "ingest", "ingest-worker",
            "lineage", "lineage-service",
            "platform", "platform-api");

    /** These took something away when nobody ran a version before them. No other may be added. */
    private static final Map<String, List<String>> BEFORE_THE_FIRST_RELEASE = Map.of(
            "metadata", List.of("V5__file_bounds.sql", "V6__import.sql", "V8__undrop.sql", "V10__table_mode.sql"),
            "ingest", List.of("V5__generation.sql", "V9__compute_pools.sql"),
            "lineage", List.of(),
            "platform", List.of());

    /** Rules that were made anew, so that they let through more than before; nobody who kept to the old ones breaks them. */
    private static final Map<String, List<String>> WIDENED = Map.of("lineage", List.of("V8__dependencies.sql"));

    private static ServiceDatabases databases;

    @BeforeAll
    static void start() throws IOException, SQLException {
        databases = ServiceDatabases.start();
    }

    @AfterAll
    static void stop() throws IOException {
        databases.close();
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void everyMigrationLeavesTheVersionBeforeWhatItHas(String schema) throws IOException, SQLException {
        Map<String, List<String>> lost = new TreeMap<>();
        try (Connection newer = connect(schema);
                Connection older = connect(schema)) {
            Catalog before = Catalog.of(newer);
            for (Path script : scripts(schema)) {
                List<String> prepared = prepare(older, before);
                run(newer, script);
                Catalog after = Catalog.of(newer);
                List<String> found = before.lostIn(after);
                if (found.isEmpty()) {
                    execute(older, prepared, script);
                } else {
                    lost.put(script.getFileName().toString(), found);
                }
                deallocate(older);
                before = after;
            }
        }
        List<String> allowed = Stream.concat(
                        BEFORE_THE_FIRST_RELEASE.get(schema).stream(), WIDENED.getOrDefault(schema, List.of()).stream())
                .toList();
        assertThat(lost.keySet())
                .as("add first, and take away when no version needs it any more: docs/operations/upgrades.md; %s", lost)
                .containsExactlyInAnyOrderElementsOf(allowed);
        for (String script : WIDENED.getOrDefault(schema, List.of())) {
            assertThat(lost.get(script)).allMatch(what -> what.contains(" has to keep to CHECK "));
        }
    }

    private static Connection connect(String schema) throws SQLException {
        return databases.connect(databases.username(schema), databases.password(schema));
    }

    private static List<Path> scripts(String schema) throws IOException {
        Path folder = Compose.home().resolve(MODULES.get(schema) + "/src/main/resources/db/" + schema);
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparingInt(UpgradeTest::version)).toList();
        }
    }

    private static int version(Path script) {
        String name = script.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    /** As the services have it done: in one transaction, but for indexes that are built beside writers. */
    private static void run(Connection connection, Path script) throws IOException, SQLException {
        String text = Files.readString(script);
        boolean apart = text.contains("create index concurrently");
        connection.setAutoCommit(apart);
        try (Statement statement = connection.createStatement()) {
            for (String part : apart ? text.split(";\n") : new String[] {text}) {
                statement.execute(part);
            }
        }
        if (!apart) {
            connection.commit();
        }
    }

    /** Reads and writes of every column that the version before knows, by name, as its programs have them prepared. */
    private static List<String> prepare(Connection connection, Catalog catalog) throws SQLException {
        List<String> statements = new ArrayList<>();
        for (Map.Entry<String, Map<String, Column>> table : catalog.columns().entrySet()) {
            String all = String.join(", ", table.getValue().keySet());
            List<String> written = table.getValue().entrySet().stream()
                    .filter(column -> !column.getValue().generated())
                    .map(Map.Entry::getKey)
                    .toList();
            String some = String.join(", ", written);
            String same = written.stream().map(name -> name + " = " + name).collect(Collectors.joining(", "));
            statements.add("select " + all + " from " + table.getKey());
            statements.add("insert into " + table.getKey() + " (" + some + ") select " + some + " from "
                    + table.getKey() + " where false");
            statements.add("update " + table.getKey() + " set " + same);
            statements.add("delete from " + table.getKey() + " where false");
        }
        try (Statement statement = connection.createStatement()) {
            for (int number = 0; number < statements.size(); number++) {
                statement.execute("prepare known_" + number + " as " + statements.get(number));
            }
        }
        return statements;
    }

    private static void execute(Connection connection, List<String> prepared, Path script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int number = 0; number < prepared.size(); number++) {
                try {
                    statement.execute("execute known_" + number);
                } catch (SQLException broken) {
                    throw new AssertionError(script.getFileName() + " breaks " + prepared.get(number), broken);
                }
            }
        }
    }

    private static void deallocate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("deallocate all");
        }
    }
}
