package io.weir.platform.secret;

import io.weir.platform.access.Grants;
import io.weir.platform.dependent.Departure;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.dependent.Dependents;
import io.weir.platform.dependent.Known;
import io.weir.support.access.ResourceKind;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Removes secrets that nothing refers to, or with what does. */
@Component
public class SecretRemoval {

    /** What a caller asks for who wants the stores to go, too. */
    public static final String CASCADE =
            "Whether the stores that refer to it go, too, and what uses these: pipelines, which are"
                    + " stopped before, relations and views; needs MANAGE on each of them";

    private final Secrets secrets;
    private final SecretUsers users;
    private final Grants grants;
    private final TransactionOperations transactions;

    SecretRemoval(Secrets secrets, SecretUsers users, Grants grants, TransactionOperations transactions) {
        this.grants = grants;
        this.secrets = secrets;
        this.users = users;
        this.transactions = transactions;
    }

    /**
     * Removes a secret. What uses the stores that refer to it goes first, by itself: whoever dies after that leaves a secret and
     * stores that nothing uses, which go the next time. The secret's row goes before the stores: who is about to refer to it
     * waits for this, and then finds it gone.
     *
     * @throws ProblemException {@link SecretProblem#SECRET_IN_USE} with its users; 403 with what may not go along
     */
    public void remove(Secret read, Departure departure) {
        Departure.Cascade cascade = departure.cascade();
        List<Dependent> going = List.of();
        if (cascade != null) {
            going = users.of(read.name());
            requireKnown(read, going, departure.known());
            users.clear(going, cascade);
        }
        List<Dependent> cleared = going;
        transactions.executeWithoutResult(begun -> removeNow(read, cleared, departure.known()));
    }

    private void requireKnown(Secret read, List<Dependent> going, Known known) {
        if (!going.stream().allMatch(known::test)) {
            keep(read, going, known);
        }
    }

    private void removeNow(Secret read, List<Dependent> cleared, Known known) {
        if (!secrets.remove(read)) {
            throw Vault.stale(read);
        }
        grants.forget(ResourceKind.SECRET, read.name());
        List<Dependent> left = users.of(read.name());
        keep(read, left.stream().filter(user -> !cleared.contains(user)).toList(), known);
        users.remove(left);
    }

    private static void keep(Secret read, List<Dependent> users, Known known) {
        Dependents.of(users, known).keep(SecretProblem.SECRET_IN_USE, "The secret '" + read.name() + "' is used by");
    }
}
