package io.weir.delta.sql;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads within one transaction of any engine. */
final class OpenLog implements TransactionLogReader {

    private static final int FETCHED_AT_ONCE = 500;

    private final TransactionLogs.Place place;
    private final String prefix;
    private final String table;
    private final Failures failures;
    private final TableState state;

    private OpenLog(
            TransactionLogs.Place place, String prefix, DeltaSqlAddress address, Failures failures, TableState state) {
        this.place = place;
        this.prefix = prefix;
        this.table = address.table();
        this.failures = failures;
        this.state = state;
    }

    static OpenLog open(TransactionLogs.Place place, String prefix, DeltaSqlAddress address, Failures failures)
            throws SQLException, TransactionLogException {
        Connection connection = place.connection();
        if (!hasTables(connection, address)) {
            throw failures.of("leads to no exported metadata: make it with weir export");
        }
        String query = "select format, version, committed_at, location, protocol, metadata, files, bytes from " + prefix
                + ExportedSchema.TABLE + " where table_name = ?";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, address.table());
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    return new OpenLog(place, prefix, address, failures, state(row, failures));
                }
            }
        }
        throw failures.of("leads to no table: there are " + names(connection, prefix));
    }

    private static boolean hasTables(Connection connection, DeltaSqlAddress address) throws SQLException {
        String schema = address instanceof PostgresAddress postgres ? postgres.schemaPattern() : null;
        try (ResultSet found = connection.getMetaData().getTables(null, schema, ExportedSchema.TABLE, null)) {
            return found.next();
        }
    }

    private static List<String> names(Connection connection, String prefix) throws SQLException {
        List<String> names = new ArrayList<>();
        String query = "select table_name from " + prefix + ExportedSchema.TABLE + " order by table_name limit 20";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static TableState state(ResultSet row, Failures failures) throws SQLException, TransactionLogException {
        int format = row.getInt("format");
        if (format != ExportedSchema.FORMAT) {
            throw failures.of("is of format " + format + ", which is not " + ExportedSchema.FORMAT
                    + ": read it with the version of weir that made it, or export it anew");
        }
        return new TableState(
                row.getLong("version"),
                row.getLong("committed_at"),
                row.getString("location"),
                action(Protocol.class, row.getString("protocol"), failures),
                action(Metadata.class, row.getString("metadata"), failures),
                row.getLong("files"),
                row.getLong("bytes"));
    }

    @Override
    public TableState state() {
        return state;
    }

    @Override
    public void forEachFile(Consumer<AddFile> consumer) throws TransactionLogException {
        forEach("add_action from " + prefix + ExportedSchema.FILE, "", AddFile.class, consumer);
    }

    @Override
    public List<SetTransaction> transactions() throws TransactionLogException {
        List<SetTransaction> found = new ArrayList<>();
        forEach("action from " + prefix + ExportedSchema.TRANSACTION, "app_id", SetTransaction.class, found::add);
        return found;
    }

    @Override
    public List<DomainMetadata> domainMetadata() throws TransactionLogException {
        List<DomainMetadata> found = new ArrayList<>();
        forEach("action from " + prefix + ExportedSchema.DOMAIN, "domain", DomainMetadata.class, found::add);
        return found;
    }

    private <T extends Action> void forEach(String selection, String order, Class<T> type, Consumer<T> consumer)
            throws TransactionLogException {
        String query = "select " + selection + " where table_name = ?" + (order.isEmpty() ? "" : " order by " + order);
        try (PreparedStatement statement = place.connection().prepareStatement(query)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(action(type, rows.getString(1), failures));
                }
            }
        } catch (SQLException failure) {
            throw failures.of("read", failure);
        }
    }

    /** Whoever can write to the database can have put anything there. */
    private static <T extends Action> T action(Class<T> type, @Nullable String text, Failures failures)
            throws TransactionLogException {
        String problem;
        try {
            Action action = ActionJson.read(String.valueOf(text));
            if (type.isInstance(action)) {
                return type.cast(action);
            }
            problem = "it is of another kind, " + action.key();
        } catch (InvalidActionException invalid) {
            problem = String.valueOf(invalid.getMessage());
        }
        throw failures.of(
                "is damaged: it has what is no " + type.getSimpleName() + " (" + problem + "); export it anew");
    }

    @Override
    public void close() throws TransactionLogException {
        try {
            place.close();
        } catch (SQLException failure) {
            throw failures.of("close", failure);
        }
    }
}
