package io.weir.platform.access;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with users, roles and grants. */
public enum AccessProblem implements ProblemCode {
    USER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no user of this name"),
    USER_EXISTS(HttpStatus.CONFLICT, "There is a user of this name already"),
    USER_IN_USE(HttpStatus.CONFLICT, "The user has tokens"),
    ROLE_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no role of this name"),
    ROLE_EXISTS(HttpStatus.CONFLICT, "There is a role of this name already"),
    ROLE_IN_USE(HttpStatus.CONFLICT, "Users or other roles have the role"),
    ROLE_CYCLE(HttpStatus.CONFLICT, "The role would have itself"),
    ROLE_CHAIN_TOO_LONG(HttpStatus.UNPROCESSABLE_CONTENT, "Too many roles have each other in a row"),
    GRANT_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no grant of this id"),
    GRANT_EXISTS(HttpStatus.CONFLICT, "The role has this grant already");

    private final HttpStatus status;
    private final String title;

    AccessProblem(HttpStatus status, String title) {
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
