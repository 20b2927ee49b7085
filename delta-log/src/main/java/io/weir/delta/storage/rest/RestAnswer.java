package io.weir.delta.storage.rest;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a store says to a call. */
public final class RestAnswer {

    private static final int OK = 200;
    private static final int UNKNOWN_CALLER = 401;
    private static final int FORBIDDEN = 403;
    private static final int ABSENT = 404;
    private static final int TIMED_OUT = 408;
    private static final int ANOTHER = 412;
    private static final int TOO_MANY = 429;
    private static final int INTERNAL_ERROR = 500;
    private static final int BAD_GATEWAY = 502;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    RestAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** A header's first value; empty where there is none. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public byte[] body() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public boolean isDone() {
        return status >= OK && status < 300;
    }

    /** Whether there is something, but not the version that was wanted. */
    boolean isOfAnother() {
        return status == ANOTHER;
    }

    /** Whether who asks has not the right, or the account, bucket or container is not there: nothing that passes by itself. */
    boolean isRefused() {
        return status == UNKNOWN_CALLER || status == FORBIDDEN || status == ABSENT;
    }

    /** Whether the same call may be answered otherwise a little later. */
    public boolean passes() {
        return status == TIMED_OUT || status == TOO_MANY || status == INTERNAL_ERROR || status >= BAD_GATEWAY;
    }
}
