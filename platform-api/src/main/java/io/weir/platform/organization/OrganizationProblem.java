package io.weir.platform.organization;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** What can go wrong with organizations. */
public enum OrganizationProblem implements ProblemCode {
    ORGANIZATION_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no organization of this name"),
    ORGANIZATION_EXISTS(HttpStatus.CONFLICT, "There is an organization of this name already"),
    ORGANIZATION_IN_USE(HttpStatus.CONFLICT, "Something is in the organization"),
    ORGANIZATION_FULL(HttpStatus.CONFLICT, "As much is in the organization as one may have"),
    IN_OTHER_ORGANIZATION(HttpStatus.CONFLICT, "It is in another organization"),
    NOT_IN_ORGANIZATION(HttpStatus.NOT_FOUND, "It is not in the organization");

    private final HttpStatus status;
    private final String title;

    OrganizationProblem(HttpStatus status, String title) {
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
