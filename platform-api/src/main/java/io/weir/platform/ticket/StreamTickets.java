package io.weir.platform.ticket;

import io.weir.platform.token.KnownTokens;
import io.weir.platform.token.TokenText;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Tickets;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Tickets for the stream of what happens, which a browser opens without a header of its own. They are void as soon as the
 * API token is that they were made with, and then its user's roles are those that it has by then.
 */
@Component
@ConditionalOnProperty("weir.identity.enabled")
public class StreamTickets {

    /** The one path that they open, for reading. */
    public static final String STREAM = "/api/v1/events/stream";

    private final Tickets tickets;
    private final KnownTokens tokens;

    StreamTickets(Tickets tickets, KnownTokens tokens) {
        this.tickets = tickets;
        this.tokens = tokens;
    }

    /**
     * Makes a ticket.
     *
     * @param token the API token that the caller brought; none where it brought another kind
     */
    public String issue(Identity caller, Optional<TokenText> token) {
        return tickets.issue(
                STREAM, new Tickets.Holder(caller, token.map(TokenText::id).orElse(null)));
    }

    /** How long a ticket is good for. */
    public Duration life() {
        return tickets.life();
    }

    /** The id of the API token that a ticket was made with; none where it was another kind, or the ticket is void. */
    public Optional<String> token(String ticket) {
        return tickets.find(STREAM, ticket).map(Tickets.Holder::token);
    }

    /**
     * Who listens with a ticket; none where it is void.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    public Optional<Identity> find(String ticket) {
        return tickets.find(STREAM, ticket)
                .flatMap(holder ->
                        holder.token() == null ? Optional.of(holder.identity()) : tokens.holder(holder.token()));
    }
}
