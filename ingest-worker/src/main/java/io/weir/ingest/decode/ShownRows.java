package io.weir.ingest.decode;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows for people to look at. */
public final class ShownRows {

    /** DuckDB writes NaN and Infinity as such. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

    private ShownRows() {}

    /**
     * The first rows of a query, by column.
     *
     * @param query a SELECT without a limit
     */
    public static List<Map<String, Object>> of(Connection connection, String query, int most) throws SQLException {
        List<Map<String, Object>> shown = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select to_json(shown) from (" + query + " limit " + most + ") shown")) {
            while (rows.next()) {
                shown.add(JSON.readValue(rows.getString(1), ROW));
            }
        }
        return shown;
    }
}
