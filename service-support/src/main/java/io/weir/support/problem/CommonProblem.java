package io.weir.support.problem;

import org.springframework.http.HttpStatus;

/** The problems that every service can meet, whatever its feature. */
public enum CommonProblem implements ProblemCode {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request could not be read"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "The request does not say who makes it"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Whoever makes the request may not do this"),
    INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "A field of the request has a value that is not allowed"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing at this address"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "This address does not take this method"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "The answer cannot be given in the media type asked for"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The request's media type is not taken here"),
    CONTENT_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The request's body is larger than allowed"),
    STALE_ETAG(HttpStatus.PRECONDITION_FAILED, "The resource changed since it was read"),
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT, "A request with this idempotency key is still being answered"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The idempotency key was used with another request"),
    ADDRESS_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The address is in a network that is not public"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "The caller calls more often than it may; wait before the next call"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A dependency does not answer; try again later"),
    SERVICE_STOPPING(HttpStatus.SERVICE_UNAVAILABLE, "The service is stopping and begins nothing new; ask again"),
    REQUEST_REFUSED(HttpStatus.BAD_REQUEST, "The request was refused"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "The service failed to answer this request");

    private final HttpStatus status;
    private final String title;

    CommonProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The code for what nothing but its status is known of. */
    public static CommonProblem forStatus(int status) {
        return switch (status) {
            case 400 -> MALFORMED_REQUEST;
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID_REQUEST;
            case 429 -> RATE_LIMITED;
            case 501, 505 -> REQUEST_REFUSED;
            case 503 -> UNAVAILABLE;
            default -> status < 500 ? REQUEST_REFUSED : INTERNAL;
        };
    }

    /** The first request with a key is answered soon; then the next one is told what that was. */
    @Override
    public boolean isRepeated() {
        return this == IDEMPOTENCY_KEY_IN_USE || ProblemCode.super.isRepeated();
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
