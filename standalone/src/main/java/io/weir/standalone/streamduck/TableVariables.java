package io.weir.standalone.streamduck;

import io.weir.standalone.configuration.Fault;
import io.weir.standalone.configuration.SecretText;
import io.weir.standalone.configuration.Variables;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what is said of tables. */
final class TableVariables {

    /** A database called weir DuckDB cannot tell from the schema of the control tables. */
    private static final Pattern DATABASE = Pattern.compile(
            "(?!(md:|.*/)?(?i:weir)(\\.[^/]*)?$)"
                    + "((md:)?[A-Za-z0-9_][A-Za-z0-9_-]{0,99}|[^\\x00-\\x1f<>;]*(/[^\\x00-\\x1f<>;]*[^\\x00-\\x1f<>;/]|\\.duckdb|\\.db))");

    private static final String DATABASE_RULE =
            "a database of MotherDuck, or the path of a DuckDB file, which has a '/' in it"
                    + " or ends with .duckdb or .db, and no ';'; neither is called weir";
    private static final Pattern IN_MOTHERDUCK = Pattern.compile("(?:md:)?[A-Za-z0-9_][A-Za-z0-9_-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final String NAME_RULE = "1 to 100 letters, digits and '_', beginning with no digit";
    private static final String TOKEN_RULE = "a token of MotherDuck, here or in MOTHERDUCK_TOKEN";
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final String OWN_SCHEMA = "weir";

    private final Variables variables;
    private final Path folder;

    /** @param folder what paths are relative to */
    TableVariables(Variables variables, Path folder) {
        this.variables = variables;
        this.folder = folder;
    }

    /** Reads the table of a number; what is wrong is with the variables' faults. */
    TableTarget read(String number) {
        String database = variables.require(Names.table(number, "DATABASE"), DATABASE, DATABASE_RULE);
        String table = name(Names.table(number, "SCHEMA")) + "." + name(Names.table(number, "TABLE"));
        if (isFile(database)) {
            return new TableTarget.File(file(database), table);
        }
        return new TableTarget.MotherDuck(inMotherDuck(database), table, token(Names.table(number, "TOKEN")));
    }

    /** Reads where progress is looked for. */
    ControlTable readControlTable() {
        return new ControlTable(
                variables
                        .find(Names.CONTROL_DATABASE)
                        .map(text -> isFile(text) ? file(text).toString() : inMotherDuck(text)),
                name(Names.CONTROL_SCHEMA, ControlTable.DEFAULT_SCHEMA),
                name(Names.CONTROL_TABLE, ControlTable.DEFAULT_TABLE));
    }

    private static boolean isFile(String database) {
        return !IN_MOTHERDUCK.matcher(database).matches() && !database.isEmpty();
    }

    private static String inMotherDuck(String database) {
        return database.replaceFirst("^md:", "");
    }

    private Path file(String database) {
        return folder.resolve(database).toAbsolutePath().normalize();
    }

    private String name(String variable) {
        return notOurs(variable, variables.require(variable, NAME, NAME_RULE));
    }

    private String name(String variable, String otherwise) {
        return variables
                .find(variable)
                .map(text -> notOurs(variable, variables.check(variable, text, NAME, NAME_RULE)))
                .orElse(otherwise);
    }

    private String notOurs(String variable, String name) {
        if (variable.endsWith("SCHEMA") && name.equalsIgnoreCase(OWN_SCHEMA)) {
            variables.add(Fault.of(variable, name, "another schema: Weir keeps its own tables in this one"));
        }
        return name;
    }

    private SecretText token(String variable) {
        Optional<SecretText> token = variables.findSecret(variable).or(() -> variables.findSecret(Names.TOKEN));
        if (token.isEmpty()) {
            variables.add(Fault.missing(variable, TOKEN_RULE));
        } else if (!TOKEN.matcher(token.get().value()).matches()) {
            variables.add(Fault.ofSecret(variable, "is no token: it has spaces or line ends in it", TOKEN_RULE));
        }
        return token.orElse(new SecretText(""));
    }
}
