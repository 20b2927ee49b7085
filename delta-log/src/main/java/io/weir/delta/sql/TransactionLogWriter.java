package io.weir.delta.sql;

import io.weir.delta.action.ActionJson;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.SetTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes one table in one transaction. Closed before {@link #commit()} it leaves everything as it was, as its death does. */
public final class TransactionLogWriter implements AutoCloseable {

    private static final int BATCH = 500;

    private final TransactionLogs.Place place;
    private final String prefix;
    private final String table;
    private final Failures failures;
    private final TableState state;
    private final PreparedStatement insertion;
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
        this.insertion = place.connection()
                .prepareStatement("insert into " + prefix + ExportedSchema.FILE
                        + " (table_name, path, size, add_action) values (?, ?, ?, ?)");
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
        try {
            insertion.setString(1, table);
            insertion.setString(2, file.path());
            insertion.setLong(3, file.size());
            insertion.setString(4, ActionJson.write(file));
            insertion.addBatch();
            files++;
            bytes += file.size();
            if (files % BATCH == 0) {
                insertion.executeBatch();
            }
        } catch (SQLException failure) {
            throw failures.of("write", failure);
        }
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
            if (files % BATCH != 0) {
                insertion.executeBatch();
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
