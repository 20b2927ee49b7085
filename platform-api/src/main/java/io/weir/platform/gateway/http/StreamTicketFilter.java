package io.weir.platform.gateway.http;

import io.weir.platform.ticket.StreamTickets;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Refusals;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Exchanges the ticket of a browser that listens for a signed token, before anything asks for one. What comes after meets
 * no ticket: no log, no trace and no service.
 */
@Component
@ConditionalOnProperty("weir.identity.enabled")
@Order(Ordered.HIGHEST_PRECEDENCE + 14)
class StreamTicketFilter extends OncePerRequestFilter {

    private static final String VOID = "The ticket has expired, or the token that it was made with is void;"
            + " make another: POST /api/v1/events/stream-tickets";

    private final StreamTickets tickets;
    private final ServiceIdentity own;
    private final Refusals refusals;

    StreamTicketFilter(StreamTickets tickets, ServiceIdentity own, Refusals refusals) {
        this.tickets = tickets;
        this.own = own;
        this.refusals = refusals;
    }

    /** The path is compared as it came, so that no reader can take another one for it. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET") || !request.getRequestURI().equals(StreamTickets.STREAM);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TicketQuery query = TicketQuery.of(request.getQueryString());
        if (query.tickets().isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        ListenersRequest exchanged;
        try {
            exchanged = new ListenersRequest(request, query.rest(), exchange(request, query.tickets()));
        } catch (ProblemException refused) {
            refuse(request, response, refused);
            return;
        }
        chain.doFilter(exchanged, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, ProblemException refused)
            throws IOException {
        boolean isUnknown = refused.problem() == CommonProblem.UNAUTHENTICATED;
        ProblemException told = isUnknown ? refusals.answer(request, refused) : refused;
        if (told.problem() == CommonProblem.UNAUTHENTICATED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"weir\"");
        }
        EmptyStream.orProblem(request, response, told);
    }

    private Optional<Identity> holder(HttpServletRequest request, String ticket) {
        tickets.token(ticket).ifPresent(token -> OpenedWith.note(request, token));
        return tickets.find(ticket);
    }

    /** Nothing for one who sends a header as well: the header counts. */
    private @Nullable String exchange(HttpServletRequest request, List<String> given) {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return null;
        }
        ListenersRequest.mark(request);
        return Optional.of(given)
                .filter(ticket -> ticket.size() == 1)
                .flatMap(ticket -> holder(request, ticket.get(0)))
                .flatMap(own::authorization)
                .orElseThrow(() -> new ProblemException(CommonProblem.UNAUTHENTICATED, VOID));
    }
}
