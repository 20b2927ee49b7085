package io.weir.support.access;

import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.ServletRequest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whose a thing is to be.
 *
 * @param owner as callers are named in the audit log: {@code user:ann}, or {@code token:deploy} where it has no user
 */
public record NewOwner(String owner) {

    /** Who owns what is made where nobody has to say who they are. */
    public static final String PLATFORM = "platform";

    private static final Pattern NAME = Pattern.compile(Stream.of(CallerKind.USER, CallerKind.TOKEN, CallerKind.LOCAL)
                    .map(CallerKind::prefix)
                    .collect(Collectors.joining("|", "(", ")"))
            + "[^\\x00-\\x1f]{1,200}|" + PLATFORM);

    /** Who owns what a call makes. */
    public static String maker(ServletRequest call) {
        return Identity.of(call).map(Identity::name).orElse(PLATFORM);
    }

    /** The answer to who hands over what changed hands, or went, since it was read. */
    public static ProblemException overtaken(String kind, String name) {
        return new ProblemException(
                CommonProblem.STALE_ETAG, "The " + kind + " '" + name + "' was handed over or changed meanwhile");
    }

    /**
     * The name, if somebody can have it.
     *
     * @throws ProblemException 422
     */
    public String checked() {
        if (!NAME.matcher(owner).matches()) {
            throw ProblemException.invalid(
                    "owner",
                    "is nobody's name",
                    owner,
                    "'user:', 'token:' or 'local:' and a name, or '" + PLATFORM + "'");
        }
        return owner;
    }
}
