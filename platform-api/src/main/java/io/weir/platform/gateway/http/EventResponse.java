package io.weir.platform.gateway.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** A stream of events on its way to the caller, which goes on when the caller's request has given its thread back. */
final class EventResponse implements ServerResponse {

    private final HttpResponse head;
    private final EventPump pump;
    private final HttpHeaders headers;

    EventResponse(HttpResponse head, EventPump pump) {
        this.head = head;
        this.pump = pump;
        this.headers = ForwardedHeaders.of(UpstreamAnswer.headers(head));
    }

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(head.getCode());
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        try {
            response.setStatus(head.getCode());
            ForwardedHeaders.write(headers, response);
            AsyncContext waiting = request.startAsync(request, response);
            waiting.setTimeout(0);
            pump.to(waiting);
            return null;
        } catch (IOException | RuntimeException failed) {
            pump.close();
            throw failed;
        }
    }
}
