package io.weir.standalone.resource;

import io.weir.standalone.cli.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Objects as rows: an array has a row for each, one object a row for each of its fields. */
final class Rows {

    private static final int WIDEST = 80;

    private Rows() {}

    static void print(JsonNode value, List<String> columns, PrintWriter out) {
        if (!value.isArray()) {
            Table fields = new Table("FIELD", "VALUE");
            value.forEachEntry((name, field) -> fields.row(name, text(field)));
            fields.print(out);
            return;
        }
        Table table = new Table(columns.stream().map(Rows::heading).toArray(String[]::new));
        for (JsonNode object : value) {
            table.row(columns.stream()
                    .map(column -> shorten(text(object.path(column))))
                    .toArray(String[]::new));
        }
        table.print(out);
    }

    /** {@code latestRunState} becomes {@code LATEST RUN STATE}. */
    private static String heading(String field) {
        return field.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
    }

    private static String text(JsonNode field) {
        if (field.isMissingNode() || field.isNull()) {
            return "–";
        }
        return field.isContainer() ? field.toString() : field.asString();
    }

    private static String shorten(String cell) {
        return cell.length() <= WIDEST ? cell : cell.substring(0, WIDEST - 1) + "…";
    }
}
