package io.weir.platform.secret;

import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import org.springframework.http.HttpStatus;

/** What can go wrong with a secret. */
public enum SecretProblem implements ProblemCode {
    SECRET_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no secret of this name"),
    SECRET_EXISTS(HttpStatus.CONFLICT, "There is a secret of this name already"),
    SECRET_IN_USE(HttpStatus.CONFLICT, "Stores refer to the secret"),
    SECRET_KEYS_NOT_SET(HttpStatus.CONFLICT, "The platform was given no keys to encrypt secrets with"),
    SECRET_KEYS_UNUSABLE(HttpStatus.SERVICE_UNAVAILABLE, "The keys that encrypt secrets cannot be read"),
    SECRET_KEY_LOST(HttpStatus.CONFLICT, "The key that encrypted the secret is not among the platform's keys"),
    SECRET_DAMAGED(HttpStatus.CONFLICT, "The secret was changed where it is stored, and cannot be decrypted");

    private final HttpStatus status;
    private final String title;

    SecretProblem(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public static ProblemException notFound(String name) {
        return ProblemException.notFound(SECRET_NOT_FOUND, "secret", name);
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
