package io.weir.standalone.events;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** DuckDB's message about a row it cannot read spans many lines; what a person needs is the line and what is wrong with it. */
final class CsvFailure {

    private static final Pattern LINE = Pattern.compile("CSV Error on Line: (\\d+)");
    private static final Pattern COLUMNS = Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

    static final String RAGGED = "its lines do not have the same number of columns";

    private CsvFailure() {}

    static String shorten(String message) {
        if (message.contains("Error when sniffing file")) {
            return RAGGED;
        }
        Matcher line = LINE.matcher(message);
        if (!line.find()) {
            return Failures.firstLine(message);
        }
        Matcher columns = COLUMNS.matcher(message);
        if (columns.find()) {
            return String.format(
                    "line %s has %s columns where %s are expected", line.group(1), columns.group(2), columns.group(1));
        }
        return "line " + line.group(1);
    }
}
