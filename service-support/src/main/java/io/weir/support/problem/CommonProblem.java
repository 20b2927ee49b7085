package io.weir.support.problem;

import org.springframework.http.HttpStatus;

/** The problems that every service can meet, whatever its feature. */
public enum CommonProblem implements ProblemCode {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request could not be read"),
    INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "A field of the request has a value that is not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot be given in the media type asked for"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request's media type is not taken here"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request's body is larger than allowed"),
    STALE_ETAG(HttpStatus.PRECONDITION_FAILED, "The resource changed since it was read"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used with another request"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A dependency does not answer; try again later"),
    REQUEST_REFUSED(HttpStatus.BAD_REQUEST, "The request was refused"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed to answer this request");

    private final HttpStatus status;
    private final String title;

    CommonProblem(HttpStatus status, String title) {
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
