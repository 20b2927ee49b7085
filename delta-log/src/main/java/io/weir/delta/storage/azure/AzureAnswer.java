package io.weir.delta.storage.azure;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Azure says to a call. */
final class AzureAnswer {

    private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9]{1,100})</Code>");
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_MANY = 429;
    private static final int INTERNAL_ERROR = 500;
    private static final int BAD_GATEWAY = 502;

    private final int status;
    private final byte[] body;

    AzureAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    static AzureAnswer of(HttpResponse<byte[]> response) {
        return new AzureAnswer(response.statusCode(), response.body());
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    boolean isDone() {
        return status >= OK && status < 300;
    }

    /** Whether there is no such blob, where there is its container. */
    boolean isAbsent() {
        return status == NOT_FOUND && !code().equals("ContainerNotFound");
    }

    /** Whether a write was refused because something is there. */
    boolean isRefusedByCondition() {
        return status == PRECONDITION_FAILED || (status == CONFLICT && code().equals("BlobAlreadyExists"));
    }

    /** Whether the same call may be answered otherwise a little later. */
    boolean passes() {
        return status == TOO_MANY || status == INTERNAL_ERROR || status > BAD_GATEWAY;
    }

    /** Azure's name for what is wrong; empty if it says none. */
    String code() {
        Matcher code = CODE.matcher(new String(body, StandardCharsets.UTF_8));
        return !isDone() && code.find() ? code.group(1) : "";
    }
}
