package io.weir.platform.gateway.http;

import jakarta.servlet.http.Cookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.function.ServerResponse;

/** What the gateway answers; it sets no cookies of its own. */
abstract class GatewayResponse implements ServerResponse {

    private final HttpStatusCode status;

    GatewayResponse(HttpStatusCode status) {
        this.status = status;
    }

    @Override
    public final HttpStatusCode statusCode() {
        return status;
    }

    /** None that anybody could change: a service's are copied to the answer when it is written. */
    @Override
    public final HttpHeaders headers() {
        return HttpHeaders.EMPTY;
    }

    @Override
    public final MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }
}
