package io.weir.platform.access.web;

import io.weir.support.identity.Identity;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/** What the names of users, roles and things may be. */
final class Names {

    private static final int MOST_ROLES = 20;
    private static final int LONGEST_DESCRIPTION = 1000;
    private static final String NOBODY = "anonymous";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");
    private static final Pattern PATTERN = Pattern.compile("[^\\x00-\\x1f*]{1,255}\\*?|\\*");

    private Names() {}

    static String checked(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    field,
                    "is not a name",
                    name,
                    "1 to 64 letters, digits, '_', '.', '@' and '-', the first a letter or digit");
        }
        return name;
    }

    /** The name of a thing, or the beginning of names. */
    static String checkedPattern(String name) {
        if (!PATTERN.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "names nothing",
                    name,
                    "a name of at most 255 characters, or the beginning of names and a '*' after it");
        }
        return name;
    }

    static String checkedDescription(String text) {
        if (text.length() > LONGEST_DESCRIPTION || text.indexOf('\0') >= 0) {
            throw ProblemException.invalid(
                    "description",
                    "is too long, or has a zero",
                    text.length() + " characters",
                    "at most " + LONGEST_DESCRIPTION + " characters");
        }
        return text;
    }

    static List<String> checkedRoles(List<String> roles) {
        if (roles.size() > MOST_ROLES) {
            throw ProblemException.invalid("roles", "are too many", roles.size(), "at most " + MOST_ROLES);
        }
        return roles.stream().map(role -> checked("roles", role)).distinct().toList();
    }

    static String caller(HttpServletRequest call) {
        return Identity.of(call).map(Identity::name).orElse(NOBODY);
    }

    /** What Postgres can hold, so that what is answered now equals what is read later. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
