package io.weir.delta.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Statistics that a checkpoint has as columns with types alone, as a text of JSON again: tables with
 * {@code delta.checkpoint.writeStatsAsJson = false} have no other.
 *
 * @param statement of a connection whose times are those of UTC
 * @param source of the checkpoint's rows, as in {@code FROM read_parquet('…')}
 */
record ParsedStatistics(Statement statement, String source) {

    /** An expression for the text; null where the column is. */
    String text(String column) throws SQLException {
        return "CASE WHEN " + column + " IS NOT NULL THEN CAST(to_json(" + struct(column) + ") AS VARCHAR) END";
    }

    private String struct(String column) throws SQLException {
        List<String> members = new ArrayList<>();
        for (Member member : members(column)) {
            String path = column + "." + quoted(member.name());
            members.add(quoted(member.name()) + " := " + (member.isStruct() ? struct(path) : member.value(path)));
        }
        return "struct_pack(" + String.join(", ", members) + ")";
    }

    private record Member(String name, String type) {

        boolean isStruct() {
            return type.startsWith("STRUCT(");
        }

        /** As the protocol writes it into JSON. */
        String value(String path) {
            return switch (type) {
                case "TIMESTAMP WITH TIME ZONE" -> "strftime(CAST(" + path + " AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%fZ')";
                case "TIMESTAMP" -> "strftime(" + path + ", '%Y-%m-%dT%H:%M:%S.%f')";
                default -> path;
            };
        }
    }

    private List<Member> members(String column) throws SQLException {
        List<Member> members = new ArrayList<>();
        try (ResultSet described = statement.executeQuery("DESCRIBE SELECT unnest(" + column + ")" + source)) {
            while (described.next()) {
                members.add(new Member(described.getString(1), described.getString(2)));
            }
        }
        return members;
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
