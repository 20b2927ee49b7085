package io.weir.support.identity;

import io.weir.support.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** What whoever brought no valid token is told. A service that bounds how often it tells the same adds a bean of this. */
@FunctionalInterface
public interface Refusals {

    /**
     * What a call that is not let in is answered.
     *
     * @param refused why it is not, as whoever comes for the first time is told
     */
    ProblemException answer(HttpServletRequest request, ProblemException refused);
}
