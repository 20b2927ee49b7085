package io.weir.platform.gateway;

import io.weir.support.problem.ProblemCode;
import org.springframework.http.HttpStatus;

/** The problems of the gateway itself, as against those that the services tell through it. */
public enum GatewayProblem implements ProblemCode {
    SERVICE_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A service of the platform does not answer; try again later"),
    PATH_REFUSED(HttpStatus.BAD_REQUEST, "The path could mean different things to different readers"),
    ORIGIN_REFUSED(HttpStatus.FORBIDDEN, "Pages of this origin may not call here from a browser");

    private final HttpStatus status;
    private final String title;

    GatewayProblem(HttpStatus status, String title) {
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
