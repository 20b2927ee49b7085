package io.weir.platform.gateway.http;

import io.weir.platform.token.TokenText;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Which of the platform's own tokens a request was made with, or the ticket of it was. */
final class ListenersToken {

    private static final String ATTRIBUTE = ListenersToken.class.getName();

    private ListenersToken() {}

    /** Notes the token that a ticket was made with; null where that was of another kind. */
    static void note(ServletRequest request, @Nullable String id) {
        if (id != null) {
            request.setAttribute(ATTRIBUTE, id);
        }
    }

    /** The id of the token; null where another kind was brought, or none. What was brought was found genuine before. */
    static @Nullable String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String noted) {
            return noted;
        }
        String header = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION));
        return TokenText.parse(header.substring(header.indexOf(' ') + 1).strip())
                .map(TokenText::id)
                .orElse(null);
    }
}
