package io.weir.platform.ticket;

import io.weir.platform.token.TokenText;
import io.weir.support.identity.BearerTokens;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads of tokens how long their bearers may listen. */
@Component
public class ListenersTokens {

    private final List<BearerTokens> kinds;

    ListenersTokens(ObjectProvider<BearerTokens> kinds) {
        this.kinds = kinds.orderedStream().toList();
    }

    /**
     * What the header of a call tells, whose token was found genuine before.
     *
     * @param authorization null where there was none
     */
    public ListenersToken of(@Nullable String authorization) {
        if (authorization == null) {
            return ListenersToken.NONE;
        }
        String token = authorization.substring(authorization.indexOf(' ') + 1).strip();
        return TokenText.parse(token)
                .map(own -> new ListenersToken(own.id(), null))
                .orElseGet(() -> others(token));
    }

    private ListenersToken others(String token) {
        return kinds.stream()
                .map(kind -> kind.end(token))
                .flatMap(Optional::stream)
                .findFirst()
                .map(end -> new ListenersToken(null, end))
                .orElse(ListenersToken.NONE);
    }
}
