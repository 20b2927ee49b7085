package io.weir.platform.gateway.http;

import io.weir.support.connection.ListenerConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/** A stream of events on its way to the caller, which goes on when the caller's request has given its thread back. */
final class EventResponse extends GatewayResponse {

    private final HttpResponse head;
    private final EventPump pump;

    EventResponse(HttpResponse head, EventPump pump) {
        super(HttpStatusCode.valueOf(head.getCode()));
        this.head = head;
        this.pump = pump;
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        try {
            response.setStatus(statusCode().value());
            ForwardedHeaders.answer(head, response);
            // Its end is that of the connection, on which nothing else is answered from now on.
            response.setHeader(HttpHeaders.CONNECTION, "close");
            response.flushBuffer();
            ListenerConnection.takeOver(request, pump);
            return null;
        } catch (IOException | RuntimeException failed) {
            pump.close();
            throw failed;
        }
    }
}
