package io.weir.support.note;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How properties stand in a database: in a column of that name, a {@code jsonb} object of texts. */
public final class PropertiesColumn {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private PropertiesColumn() {}

    /** What a parameter is set to; cast to {@code jsonb} in the statement. */
    public static String text(Map<String, String> properties) {
        return JSON.writeValueAsString(properties);
    }

    /** The properties of a row. */
    public static Map<String, String> read(ResultSet row) throws SQLException {
        return JSON.readValue(row.getString("properties"), TEXTS);
    }
}
