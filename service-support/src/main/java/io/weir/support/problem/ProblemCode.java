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

    /** The stable code: {@code TABLE_NOT_FOUND} becomes {@code table-not-found}. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
