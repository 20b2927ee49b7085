package io.weir.platform.secret;

import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Removes secrets that nothing refers to. */
@Component
public class SecretRemoval {

    private final Secrets secrets;
    private final SecretUsers users;

    SecretRemoval(Secrets secrets, SecretUsers users) {
        this.secrets = secrets;
        this.users = users;
    }

    /**
     * Removes a secret. The row goes first: who is about to refer to it waits for this, and then finds it gone.
     *
     * @throws ProblemException {@link SecretProblem#SECRET_IN_USE} with its users
     */
    @Transactional
    public void remove(Secret read) {
        if (!secrets.remove(read)) {
            throw Vault.stale(read);
        }
        List<String> found = users.of(read.name());
        if (!found.isEmpty()) {
            String detail = "The secret '" + read.name() + "' is used by " + String.join(", ", found);
            throw new ProblemException(SecretProblem.SECRET_IN_USE, detail).with("users", found);
        }
    }
}
