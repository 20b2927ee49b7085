package io.weir.ingest.deltasink;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names that Delta takes without column mapping. */
final class ColumnNames {

    private static final Pattern REFUSED = Pattern.compile("[ ,;{}()\\n\\t=]");

    private ColumnNames() {}

    /** For each key a name; no two of them differ only in case. The earlier keys' names never depend on later ones. */
    static Map<String, String> of(Collection<String> keys) {
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> used = new HashSet<>();
        for (String key : keys) {
            String name = key.isEmpty() ? "_" : REFUSED.matcher(key).replaceAll("_");
            while (!used.add(name.toLowerCase(Locale.ROOT))) {
                name += "_";
            }
            names.put(key, name);
        }
        return names;
    }
}
