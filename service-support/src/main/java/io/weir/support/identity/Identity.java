package io.weir.support.identity;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name with its kind, as in {@code token:deploy}, {@code user:ann}, {@code service:ingest-worker} or
 *     {@code local:ann}
 * @param bounds the roles whose grants bound what it may do, within its scope; null where its scope alone does
 */
public record Identity(String name, Scope scope, @Nullable List<String> bounds) {

    private static final String ATTRIBUTE = Identity.class.getName();
    private static final String SERVICE = CallerKind.SERVICE.prefix();

    public Identity {
        bounds = bounds == null ? null : List.copyOf(bounds);
    }

    /** Whoever is bounded by a scope alone. */
    public Identity(String name, Scope scope) {
        this(name, scope, null);
    }

    /** Whether it may do no more than its roles were granted; administrators never are. */
    public boolean isBounded() {
        return bounds != null && scope != Scope.ADMIN;
    }

    /** The roles whose grants it has. */
    public List<String> roles() {
        return bounds == null ? List.of() : bounds;
    }

    /** Whether it is a service of this platform. */
    public boolean isService() {
        return name.startsWith(SERVICE);
    }

    /** The identity that a request was found to have; none where nobody has to say who they are. */
    public static Optional<Identity> of(ServletRequest request) {
        return Optional.ofNullable((Identity) request.getAttribute(ATTRIBUTE));
    }

    /** The name of who makes a request; null where nobody has to say who they are. */
    public static @Nullable String nameOf(ServletRequest request) {
        return of(request).map(Identity::name).orElse(null);
    }

    /**
     * Refuses whoever is no service of this platform, where callers have to say who they are.
     *
     * @throws ProblemException 403
     */
    public static void requireService(ServletRequest request) {
        boolean foreign = of(request)
                .filter(caller -> !caller.isService() || caller.isBounded())
                .isPresent();
        if (foreign) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "Services alone tell what is gone");
        }
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
