package io.weir.platform.openapi;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** Why there is no merged document. */
public enum ApiDocumentProblem implements ProblemCode {
    API_DOCUMENT_INCOMPLETE(HttpStatus.SERVICE_UNAVAILABLE, "A service does not tell its part of the API document"),
    API_DOCUMENT_CONFLICT(HttpStatus.INTERNAL_SERVER_ERROR, "Two services mean different things by one name");

    private final HttpStatus status;
    private final String title;

    ApiDocumentProblem(HttpStatus status, String title) {
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
