package io.weir.lineage.label;

import io.weir.support.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What people may call a tag, and say of it. Events may say more. */
public final class TagNames {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_DESCRIPTION = 10_000;

    private TagNames() {}

    /** The name; 1 to 255 characters, none of them NUL. */
    public static String require(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            String found = name.length() > LONGEST_NAME ? name.length() + " characters" : name;
            throw ProblemException.invalid("tag", "is no name for a tag", found, "1 to 255 characters, not blank");
        }
        return name;
    }

    /** A name that events may have stated: any but with NUL. */
    public static String storable(String name) {
        if (name.indexOf('\0') >= 0) {
            throw ProblemException.invalid("tag", "is no name for a tag", name, "any text without NUL");
        }
        return name;
    }

    /** The description; 10,000 characters at most, none of them NUL. */
    public static @Nullable String description(@Nullable String text) {
        if (text != null && (text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0)) {
            throw ProblemException.invalid(
                    "description", "is no description", text.length() + " characters", "10,000 characters at most");
        }
        return text;
    }
}
