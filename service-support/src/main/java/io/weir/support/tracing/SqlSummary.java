package io.weir.support.tracing;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a statement does, without what it does it with.
 *
 * @param operation its first word, such as {@code SELECT}, or what it does with what it says first, after {@code WITH}
 * @param table the first that it names; null if it names none
 */
record SqlSummary(String operation, @Nullable String table) {

    private static final Pattern LITERALS = Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern OPERATION = Pattern.compile("[a-z]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGE =
            Pattern.compile("(?<!for )(?<!for no key )\\b(?:insert|update|delete|merge)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE = Pattern.compile(
            "\\b(?:from|into|update|join|copy|table)\\s+(?:only\\s+)?\"?([a-z_][a-z0-9_.]*)", Pattern.CASE_INSENSITIVE);

    static SqlSummary of(String sql) {
        String words = LITERALS.matcher(sql).replaceAll(" ");
        Matcher table = TABLE.matcher(words);
        return new SqlSummary(
                operation(words).toUpperCase(Locale.ROOT),
                table.find() ? table.group(1).toLowerCase(Locale.ROOT) : null);
    }

    private static String operation(String words) {
        Matcher first = OPERATION.matcher(words);
        if (!first.find()) {
            return "SQL";
        }
        if (!first.group().equalsIgnoreCase("with")) {
            return first.group();
        }
        Matcher change = CHANGE.matcher(words);
        return change.find() ? change.group() : "SELECT";
    }
}
