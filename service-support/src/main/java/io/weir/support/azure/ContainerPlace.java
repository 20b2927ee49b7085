package io.weir.support.azure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a container of Azure Data Lake Storage, which objects lie below.
 *
 * @param prefix of all their names; empty, or with a slash at its end
 */
public record ContainerPlace(String account, String container, String prefix) {

    /** What {@link #parse} takes, in words. */
    public static final String FORM =
            "abfss://container@account.dfs.core.windows.net/prefix, of letters, digits, '.', '-',"
                    + " '_' and '=', without credentials";

    private static final String HOST = ".dfs.core.windows.net";

    private static final Pattern PATTERN = Pattern.compile("abfss?://([a-z0-9](?:-?[a-z0-9]){2,62})@([a-z0-9]{3,24})"
            + Pattern.quote(HOST) + "((?:/[A-Za-z0-9_=-][A-Za-z0-9_=.-]*)*)/?");

    /** Empty if it is not of that {@link #FORM}; no part of a prefix leads anywhere else. */
    public static Optional<ContainerPlace> parse(String text) {
        Matcher matcher = PATTERN.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String path = matcher.group(3);
        return Optional.of(
                new ContainerPlace(matcher.group(2), matcher.group(1), path.isEmpty() ? "" : path.substring(1) + "/"));
    }

    /** Whether it lies below another one, and is not that one itself. */
    public boolean isBelow(ContainerPlace other) {
        return account.equals(other.account)
                && container.equals(other.container)
                && prefix.startsWith(other.prefix)
                && !prefix.equals(other.prefix);
    }

    /** The one way to write it, without a slash at its end. */
    public String uri() {
        String root = "abfss://" + container + "@" + account + HOST;
        return prefix.isEmpty() ? root : root + "/" + prefix.substring(0, prefix.length() - 1);
    }
}
