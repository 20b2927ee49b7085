package io.weir.platform.gateway.http;

import io.weir.platform.ticket.ListenersToken;
import io.weir.platform.ticket.ListenersTokens;
import io.weir.support.identity.Identity;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** Which token a request was made with, or the ticket of it was. */
final class OpenedWith {

    private static final String ATTRIBUTE = OpenedWith.class.getName();

    private OpenedWith() {}

    /** Notes the token that the ticket of a request was made with. */
    static void note(ServletRequest request, ListenersToken token) {
        request.setAttribute(ATTRIBUTE, token);
    }

    /** The token. What was brought was found genuine before. */
    static ListenersToken of(HttpServletRequest request, ListenersTokens tokens) {
        return request.getAttribute(ATTRIBUTE) instanceof ListenersToken noted
                ? noted
                : tokens.of(request.getHeader(HttpHeaders.AUTHORIZATION), Identity.of(request));
    }
}
