package io.weir.ingest.entity;

import io.weir.ingest.decode.Sql;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Of DuckDB and MotherDuck. */
final class DuckDbDialect implements TableDialect {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(BigDecimal.class, new ExactNumber())
                    .addSerializer(BigInteger.class, new ExactNumber()))
            .build();

    /** DuckDB reads longer numbers of JSON as doubles; texts become what they say. */
    private static final class ExactNumber extends ValueSerializer<Number> {

        private static final int EXACT_DIGITS = 15;

        @Override
        public void serialize(Number number, JsonGenerator json, SerializationContext context) {
            String text = number.toString();
            if (text.length() > EXACT_DIGITS) {
                json.writeString(text);
            } else {
                json.writeNumber(text);
            }
        }
    }

    /** The control tables are nobody's to look at by the way. */
    @Override
    public String schemas() {
        return "select schema_name as name, 'SCHEMA' as kind from information_schema.schemata"
                + " where catalog_name = current_database() and ? = ''"
                + " and schema_name not in ('information_schema', 'pg_catalog', 'weir')";
    }

    @Override
    public String tables() {
        return "select table_name as name, if(table_type = 'VIEW', 'VIEW', 'TABLE') as kind"
                + " from information_schema.tables where table_catalog = current_database() and table_schema = ?"
                + " and table_schema not in ('information_schema', 'pg_catalog', 'weir')";
    }

    @Override
    public String columns() {
        return "select column_name, data_type from duckdb_columns()"
                + " where database_name = current_database() and schema_name = ? and table_name = ?"
                + " order by column_index";
    }

    /** It keeps the number. */
    @Override
    public boolean countsCheaply() {
        return true;
    }

    @Override
    public String insertion(String table, Set<String> columns, Map<String, String> types) {
        Map<String, String> structure = new LinkedHashMap<>();
        columns.forEach(column -> structure.put(column, types.getOrDefault(column, "VARCHAR")));
        return "insert into " + table + " (" + Sql.names(columns) + ") select " + Sql.names(columns)
                + " from (select unnest(from_json_strict(?, "
                + Sql.text(JSON.writeValueAsString(List.of(structure))) + "), max_depth := 2))";
    }

    @Override
    public String json(List<Map<String, @Nullable Object>> rows) {
        return JSON.writeValueAsString(rows);
    }

    /** DuckDB has no error codes: what it says of values begins with one of these. */
    @Override
    public boolean isOfValues(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.startsWith("Invalid Input Error")
                || message.startsWith("Conversion Error")
                || message.startsWith("Constraint Error")
                || message.startsWith("Out of Range Error");
    }

    /** Nobody else's file, whose owner may let go of it. */
    @Override
    public boolean isLasting(SQLException failed) {
        return false;
    }
}
