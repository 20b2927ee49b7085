package io.weir.support.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/**
 * One entry of a service's error catalogue. Each service has one enum of them; the constant's name is the stable
 * {@code code} of the problem document, in kebab case.
 */
public interface ProblemCode {

    /** The constant's name, as enums give it. */
    String name();

    /** The status that this problem is answered with. */
    HttpStatus status();

    /** A short sentence, the same for every occurrence of this problem. */
    String title();

    /** How bad it is. */
    default Severity severity() {
        return Severity.of(status());
    }

    /**
     * Whether clients make a call that does nothing twice again: after the time in {@code Retry-After} where there is one, else after
     * pauses that grow.
     */
    default boolean isRepeated() {
        return switch (status()) {
            case TOO_MANY_REQUESTS, BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> true;
            default -> false;
        };
    }

    /** The stable code: {@code TABLE_NOT_FOUND} becomes {@code table-not-found}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
