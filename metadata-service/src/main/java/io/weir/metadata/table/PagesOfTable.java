package io.weir.metadata.table;

import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.UUID;

/**
 * Pages of a list whose keys another table may have, too: applications, names of files. Their tokens tell the table, so that the
 * list of one that was dropped does not go on in another that has its name now.
 */
public final class PagesOfTable {

    private PagesOfTable() {}

    /** The key that a token bears for a row's own. */
    public static String key(TableHead table, String key) {
        return table.uuid() + " " + key;
    }

    /**
     * The page that is asked for, by a row's own key. Tokens of the version before have nothing else.
     *
     * @throws ProblemException if the token is of another table
     */
    public static PageRequest in(TableHead table, PageRequest asked) {
        String after = asked.after();
        int blank = after == null ? -1 : after.indexOf(' ');
        if (after == null || blank < 0 || !isId(after.substring(0, blank))) {
            return asked;
        }
        if (!after.startsWith(key(table, ""))) {
            throw ProblemException.invalid(
                    "pageToken",
                    "is not a token of this list: its table was dropped, and another has its name",
                    after,
                    "the nextPageToken of the page before");
        }
        return new PageRequest(asked.limit(), after.substring(blank + 1), asked.list(), asked.prefix());
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException another) {
            return false;
        }
    }
}
