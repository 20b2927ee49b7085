package io.weir.support.problem;

import org.springframework.http.HttpStatus;

/** How bad it is for whoever runs the platform that a call ends with a problem, and so how loud the log is about it. */
public enum Severity {
    /** The call asks for what cannot be, or may not be: it is the caller's to mend. */
    LOW,
    /** Another call came first, or too many came: the caller reads again, or waits. */
    MEDIUM,
    /** What the service needs does not answer, or refuses: others are hit by it, too. */
    HIGH,
    /** The service itself is at fault. */
    CRITICAL;

    static Severity of(HttpStatus status) {
        return switch (status) {
            case CONFLICT, PRECONDITION_FAILED, TOO_MANY_REQUESTS -> MEDIUM;
            case BAD_GATEWAY, SERVICE_UNAVAILABLE, GATEWAY_TIMEOUT -> HIGH;
            default -> status.is5xxServerError() ? CRITICAL : LOW;
        };
    }
}
