package io.weir.platform.store;

import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** What can go wrong with a store. */
public enum StoreProblem implements ProblemCode {
    STORE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no store of this name"),
    STORE_EXISTS(HttpStatus.CONFLICT, "There is a store of this name already"),
    STORE_IN_USE(HttpStatus.CONFLICT, "The store is used by others"),
    STORE_HAS_NO_TOPICS(HttpStatus.CONFLICT, "Only a store that is a broker has topics");

    private final HttpStatus status;
    private final String title;

    StoreProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public static ProblemException notFound(String name) {
        return new ProblemException(STORE_NOT_FOUND, "There is no store '" + name + "'");
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
