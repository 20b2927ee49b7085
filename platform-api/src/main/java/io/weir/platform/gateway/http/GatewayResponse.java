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
    private final HttpHeaders headers;

    GatewayResponse(HttpStatusCode status, HttpHeaders headers) {
        this.status = status;
        this.headers = headers;
    }

    @Override
    public final HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public final HttpHeaders headers() {
        return headers;
    }

    @Override
    public final MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }
}
