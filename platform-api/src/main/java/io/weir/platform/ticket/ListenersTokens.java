package io.weir.platform.ticket;

import io.weir.platform.oidc.KnownRoles;
import io.weir.platform.token.KnownTokens;
import io.weir.platform.token.TokenText;
import io.weir.support.identity.BearerTokens;
import io.weir.support.identity.BearerTokens.Statement;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Reads of tokens how long their bearers may listen, and who these are meanwhile. */
@Component
public class ListenersTokens {

    private final List<BearerTokens> kinds;
    private final KnownTokens tokens;
    private final KnownRoles roles;

    ListenersTokens(ObjectProvider<BearerTokens> kinds, KnownTokens tokens, KnownRoles roles) {
        this.kinds = kinds.orderedStream().toList();
        this.tokens = tokens;
        this.roles = roles;
    }

    /**
     * What the header of a call tells, whose token was found genuine before.
     *
     * @param authorization null where there was none
     * @param caller whose token it was found to be; none where nobody has to say who they are
     */
    public ListenersToken of(@Nullable String authorization, Optional<Identity> caller) {
        if (authorization == null || caller.isEmpty()) {
            return ListenersToken.NONE;
        }
        String token = authorization.substring(authorization.indexOf(' ') + 1).strip();
        return TokenText.parse(token)
                .map(own -> ListenersToken.ofId(own.id()))
                .orElseGet(() -> another(token, caller.get()));
    }

    private ListenersToken another(String token, Identity caller) {
        return kinds.stream()
                .map(kind -> kind.statement(token))
                .flatMap(Optional::stream)
                .findFirst()
                .map(said -> new ListenersToken(null, said.end(), asSaid(said, caller), true))
                .orElseGet(() -> new ListenersToken(null, null, caller, false));
    }

    /** Names that no role has here are left out: a ticket has to fit into an address. */
    private static Identity asSaid(Statement said, Identity caller) {
        List<String> named =
                said.roles().stream().filter(caller.roles()::contains).toList();
        return new Identity(caller.name(), caller.scope(), named);
    }

    /**
     * Who the bearer of a token is now, with the roles that it has now; none where the token was revoked.
     *
     * @throws io.weir.support.problem.ProblemException when it cannot be told now
     */
    public Optional<Identity> bearer(ListenersToken token) {
        if (token.id() != null) {
            return tokens.holder(token.id());
        }
        return Optional.ofNullable(token.caller()).map(caller -> token.named() ? current(caller) : caller);
    }

    private Identity current(Identity caller) {
        String user = caller.name().substring(CallerKind.USER.prefix().length());
        return new Identity(caller.name(), caller.scope(), roles.of(user, caller.roles()));
    }
}
