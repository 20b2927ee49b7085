package io.weir.metadata.catalog;

import io.weir.support.problem.ProblemException;
import java.util.regex.Pattern;

/** What databases and schemas may be called: they are parts of the names of tables. */
public final class CatalogNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}");

    private CatalogNames() {}

    /**
     * The name, if it can be one.
     *
     * @throws ProblemException naming the field {@code name}
     */
    public static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is not a name",
                    name,
                    "1 to 63 letters, digits, '_' and '-', no '-' at its beginning; dots come between names");
        }
        return name;
    }
}
