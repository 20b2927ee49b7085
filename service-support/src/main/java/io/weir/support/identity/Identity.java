package io.weir.support.identity;

import jakarta.servlet.ServletRequest;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param name with its kind, as in {@code token:deploy}, {@code service:ingest-worker} or {@code local:ann}
 */
public record Identity(String name, Scope scope) {

    private static final String ATTRIBUTE = Identity.class.getName();

    /** The identity that a request was found to have; none where nobody has to say who they are. */
    public static Optional<Identity> of(ServletRequest request) {
        return Optional.ofNullable((Identity) request.getAttribute(ATTRIBUTE));
    }

    void attachTo(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
