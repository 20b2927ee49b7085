package io.weir.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that migrations make, and statements that ask for all of their columns, whichever those are. A process that has
 * prepared such a statement cannot run it once another build's migration has added a column: PostgreSQL answers "cached plan
 * must not change result type".
 */
record StoredTables(Set<String> names) {

    private static final Pattern CREATED = Pattern.compile("create (?:unlogged )?table (?:if not exists )?(\\w+)");
    private static final Pattern JOINED_TEXT = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern ALL_OF_CHANGED = Pattern.compile("\\breturning \\*");
    private static final Pattern ALL =
            Pattern.compile("(?:\\bselect(?: distinct)?|,) \\*(?:(?!\\bfrom\\b).)*+from (\\w+)\\b");
    private static final Pattern ALL_OF_ONE =
            Pattern.compile("(?:\\bselect(?: distinct)?|,|\\breturning) (\\w+)\\.\\*");

    static StoredTables read() throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : MainSources.migrations()) {
            for (Matcher table = CREATED.matcher(Files.readString(file)); table.find(); ) {
                names.add(table.group(1));
            }
        }
        return new StoredTables(names);
    }

    /** What a source asks for without saying which columns. */
    List<String> starsIn(String source) {
        String text = JOINED_TEXT.matcher(source).replaceAll("").replaceAll("\\s+", " ");
        List<String> stars = new ArrayList<>();
        for (Matcher all = ALL_OF_CHANGED.matcher(text); all.find(); ) {
            stars.add(all.group());
        }
        for (Matcher all = ALL.matcher(text); all.find(); ) {
            if (names.contains(all.group(1))) {
                stars.add(all.group());
            }
        }
        for (Matcher all = ALL_OF_ONE.matcher(text); all.find(); ) {
            if (isStored(all.group(1), text)) {
                stars.add(all.group());
            }
        }
        return stars;
    }

    private boolean isStored(String alias, String text) {
        Pattern bound = Pattern.compile("\\b(?:from|join|update|into) (\\w+)(?: as)? " + alias + "\\b");
        return names.contains(alias) || bound.matcher(text).results().anyMatch(table -> names.contains(table.group(1)));
    }
}
