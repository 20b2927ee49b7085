package io.weir.delta.sql;

import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.SetTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Writes one table in one transaction. Closed before {@link #commit()} it leaves everything as it was, as its death does. */
public final class TransactionLogWriter implements AutoCloseable {

    /** Rows of one statement: DuckDB takes as long for a statement of one row as for one of some dozens. */
    private static final int BATCH = 100;

    private static final int COLUMNS = 4;

    private final TransactionLogs.Place place;
    private final String prefix;
    private final String table;
    private final Failures failures;
    private final TableState state;
    private final PreparedStatement insertion;
    private final List<AddFile> waiting = new ArrayList<>();
    private long files;
    private long bytes;

    private TransactionLogWriter(
            TransactionLogs.Place place, String prefix, DeltaSqlAddress address, Failures failures, TableState state)
            throws SQLException {
        this.place = place;
        this.prefix = prefix;
        this.table = address.table();
        this.failures = failures;
        this.state = state;
        this.insertion = insertion(BATCH);
    }

    private PreparedStatement insertion(int rows) throws SQLException {
        return place.connection()
                .prepareStatement("insert into " + prefix + ExportedSchema.FILE
                        + " (table_name, path, size, add_action) values (?, ?, ?, ?)"
                        + ", (?, ?, ?, ?)".repeat(rows - 1));
    }

    static TransactionLogWriter begin(
            TransactionLogs.Place place,
            String prefix,
            DeltaSqlAddress address,
            Failures failures,
            TableContent content,
            boolean replacing)
            throws SQLException, TransactionLogException {
        TransactionLogWriter writer = new TransactionLogWriter(place, prefix, address, failures, content.state());
        if (writer.isThere()) {
            if (!replacing) {
                throw failures.of("is there already: replace it with --replace");
            }
            writer.delete();
        }
        writer.insert(content);
        return writer;
    }

    private boolean isThere() throws SQLException {
        String query = "select 1 from " + prefix + ExportedSchema.TABLE + " where table_name = ?";
        try (PreparedStatement statement = place.connection().prepareStatement(query)) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private void delete() throws SQLException {
        for (String part : ExportedSchema.ALL) {
            execute("delete from " + prefix + part + " where table_name = ?", table);
        }
    }

    private void insert(TableContent content) throws SQLException {
        execute(
                "insert into " + prefix + ExportedSchema.TABLE
                        + " (table_name, format, version, committed_at, location, protocol, metadata, files, bytes)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                table,
                ExportedSchema.FORMAT,
                state.version(),
                state.timestamp(),
                state.location(),
                ActionJson.write(state.protocol()),
                ActionJson.write(state.metadata()),
                state.files(),
                state.bytes());
        String transaction = "insert into " + prefix + ExportedSchema.TRANSACTION + " values (?, ?, ?)";
        for (SetTransaction of : content.transactions()) {
            execute(transaction, table, of.appId(), ActionJson.write(of));
        }
        String domain = "insert into " + prefix + ExportedSchema.DOMAIN + " values (?, ?, ?)";
        for (DomainMetadata of : content.domainMetadata()) {
            execute(domain, table, of.domain(), ActionJson.write(of));
        }
    }

    private void execute(String sql, Object... values) throws SQLException {
        Connection connection = place.connection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        }
    }

    /** Adds a live file. */
    public void add(AddFile file) throws TransactionLogException {
        waiting.add(file);
        files++;
        bytes += file.size();
        if (waiting.size() == BATCH) {
            try {
                flush(insertion);
            } catch (SQLException failure) {
                throw failures.of("write", failure);
            }
        }
    }

    private void flush(PreparedStatement statement) throws SQLException {
        int parameter = 0;
        for (AddFile file : waiting) {
            statement.setString(parameter + 1, table);
            statement.setString(parameter + 2, file.path());
            statement.setLong(parameter + 3, file.size());
            statement.setString(parameter + COLUMNS, ActionJson.write(file));
            parameter += COLUMNS;
        }
        statement.executeUpdate();
        waiting.clear();
    }

    /** Files that were added so far. */
    public long files() {
        return files;
    }

    /**
     * Makes all of it visible at once.
     *
     * @throws TransactionLogException if other files were added than the state tells of; nothing is changed then
     */
    public void commit() throws TransactionLogException {
        if (files != state.files() || bytes != state.bytes()) {
            throw failures.of("was not written: " + files + " files of " + bytes + " bytes came, of " + state.files()
                    + " files of " + state.bytes() + " bytes");
        }
        try {
            if (!waiting.isEmpty()) {
                try (PreparedStatement rest = insertion(waiting.size())) {
                    flush(rest);
                }
            }
            place.connection().commit();
        } catch (SQLException failure) {
            throw failures.of("write", failure);
        }
    }

    @Override
    public void close() throws TransactionLogException {
        try {
            insertion.close();
        } catch (SQLException unimportant) {
            // The connection goes, and the statement with it.
        }
        try {
            place.close();
        } catch (SQLException failure) {
            throw failures.of("close", failure);
        }
    }
}
