package io.weir.platform.organization.web;

import io.weir.support.access.Member;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What may be in an organization. */
final class Members {

    /** What else there is lies in a database, or is an organization itself. */
    private static final Set<ResourceKind> KINDS = EnumSet.complementOf(
            EnumSet.of(ResourceKind.ORGANIZATION, ResourceKind.SCHEMA, ResourceKind.TABLE, ResourceKind.RELATION));

    private static final Pattern NAME = Pattern.compile("[^\\x00-\\x1f*]{1,255}");

    private Members() {}

    /** @throws ProblemException naming the field that is not what may be in one */
    static Member checked(ResourceKind kind, String name) {
        if (!KINDS.contains(kind)) {
            throw ProblemException.invalid("kind", "is in no organization itself", kind, KINDS.toString());
        }
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.invalid(
                    "name", "is no name of a thing", name, "1 to 255 characters, none of them a '*' or unprintable");
        }
        return new Member(kind, name);
    }
}
