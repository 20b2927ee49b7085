package io.weir.platform.ticket;

import io.weir.support.identity.Identity;
import io.weir.support.identity.Tickets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Tickets for the stream of what happens, which a browser opens without a header of its own. They are void as soon as the
 * token is that they were made with, and its user's roles are those that it has by then.
 */
@Component
@ConditionalOnProperty("weir.identity.enabled")
public class StreamTickets {

    /** The one path that they open, for reading. */
    public static final String STREAM = "/api/v1/events/stream";

    private final Tickets tickets;
    private final ListenersTokens tokens;

    StreamTickets(Tickets tickets, ListenersTokens tokens) {
        this.tickets = tickets;
        this.tokens = tokens;
    }

    /**
     * Makes a ticket.
     *
     * @param token what the caller brought
     */
    public String issue(Identity caller, ListenersToken token) {
        Identity holder = Objects.requireNonNullElse(token.caller(), caller);
        return tickets.issue(STREAM, new Tickets.Holder(holder, token.id(), token.end(), token.named()));
    }

    /** How long a ticket is good for. */
    public Duration life() {
        return tickets.life();
    }

    /** What a ticket was made with; none where the ticket has expired, or is none. */
    public Optional<ListenersToken> token(String ticket) {
        return tickets.find(STREAM, ticket).map(StreamTickets::shown);
    }

    private static ListenersToken shown(Tickets.Holder holder) {
        return holder.token() != null
                ? ListenersToken.ofId(holder.token())
                : new ListenersToken(null, holder.end(), holder.identity(), holder.named());
    }

    /**
     * Who listens with a ticket; none where it is void.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    public Optional<Identity> find(String ticket) {
        return token(ticket).filter(token -> !token.isOver(Instant.now())).flatMap(tokens::bearer);
    }
}
