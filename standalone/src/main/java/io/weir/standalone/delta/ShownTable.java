package io.weir.standalone.delta;

import io.weir.delta.action.Protocol;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.sql.DeltaSqlAddress;
import io.weir.delta.sql.TableState;
import io.weir.delta.sql.TransactionLogException;
import io.weir.delta.sql.TransactionLogReader;
import io.weir.standalone.cli.Table;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * What is printed of a table in a database of its own.
 *
 * @param timestamp when the version was committed
 * @param columns types as the protocol writes them
 * @param transactions versions by application
 */
record ShownTable(
        String table,
        String address,
        String location,
        long version,
        String timestamp,
        int minReaderVersion,
        int minWriterVersion,
        List<String> features,
        List<Column> columns,
        List<String> partitionColumns,
        long files,
        long bytes,
        Map<String, Long> transactions,
        List<String> domains) {

    record Column(String name, String type, boolean nullable) {}

    static ShownTable of(DeltaSqlAddress address, TransactionLogReader reader) throws TransactionLogException {
        TableState state = reader.state();
        Protocol protocol = state.protocol();
        Map<String, Long> transactions = new LinkedHashMap<>();
        for (SetTransaction transaction : reader.transactions()) {
            transactions.put(transaction.appId(), transaction.version());
        }
        return new ShownTable(
                address.table(),
                address.toString(),
                state.location(),
                state.version(),
                Instant.ofEpochMilli(state.timestamp()).toString(),
                protocol.minReaderVersion(),
                protocol.minWriterVersion(),
                Objects.requireNonNullElse(protocol.writerFeatures(), List.of()),
                columns(state.metadata().schemaString()),
                state.metadata().partitionColumns(),
                state.files(),
                state.bytes(),
                transactions,
                reader.domainMetadata().stream().map(domain -> domain.domain()).toList());
    }

    private static List<Column> columns(String schemaString) {
        List<Column> columns = new ArrayList<>();
        for (JsonNode field : DeltaJson.parse(schemaString, "schema").path("fields")) {
            JsonNode type = field.path("type");
            columns.add(new Column(
                    field.path("name").asString(""),
                    type.isString() ? type.stringValue() : type.toString(),
                    field.path("nullable").asBoolean(true)));
        }
        return columns;
    }

    void print(PrintWriter out) {
        out.println(table + ": version " + version + " of " + timestamp);
        out.println("  location      " + location);
        out.println("  protocol      reader " + minReaderVersion + ", writer " + minWriterVersion
                + (features.isEmpty() ? "" : ": " + String.join(", ", features)));
        out.println(String.format(Locale.ROOT, "  files         %,d of %,d bytes", files, bytes));
        if (!partitionColumns.isEmpty()) {
            out.println("  partitioned   by " + String.join(", ", partitionColumns));
        }
        transactions.forEach((application, at) -> out.println("  transaction   " + application + " " + at));
        domains.forEach(domain -> out.println("  domain        " + domain));
        Table table = new Table("  COLUMN", "TYPE", "NULL");
        columns.forEach(column -> table.row("  " + column.name(), column.type(), column.nullable() ? "yes" : "no"));
        table.print(out);
    }
}
