package io.weir.platform.token;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with a token. */
public enum TokenProblem implements ProblemCode {
    TOKEN_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no token of this name"),
    TOKEN_EXISTS(HttpStatus.CONFLICT, "There is a token of this name already"),
    TOKEN_EXPIRED(HttpStatus.CONFLICT, "An expired token is not changed any more");

    private final HttpStatus status;
    private final String title;

    TokenProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
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
