package io.weir.platform.secret;

import io.weir.platform.access.Grants;
import io.weir.platform.dependent.Dependents;
import io.weir.platform.dependent.Known;
import io.weir.support.access.Removal;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Removes secrets that nothing refers to. */
@Component
public class SecretRemoval {

    private final Secrets secrets;
    private final SecretUsers users;
    private final Grants grants;

    SecretRemoval(Secrets secrets, SecretUsers users, Grants grants) {
        this.grants = grants;
        this.secrets = secrets;
        this.users = users;
    }

    /**
     * Removes a secret. The row goes first: who is about to refer to it waits for this, and then finds it gone.
     *
     * @param known the users that the remover may know of
     * @throws ProblemException {@link SecretProblem#SECRET_IN_USE} with its users
     */
    @Transactional
    public void remove(Secret read, Known known) {
        if (!secrets.remove(read)) {
            throw Vault.stale(read);
        }
        grants.forget(new Removal(ResourceKind.SECRET, read.name(), Instant.now()));
        Dependents.of(users.of(read.name()), known)
                .keep(SecretProblem.SECRET_IN_USE, "The secret '" + read.name() + "' is used by");
    }
}
