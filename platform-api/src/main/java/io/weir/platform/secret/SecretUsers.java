package io.weir.platform.secret;

import io.weir.platform.dependent.Departure;
import io.weir.platform.dependent.Dependent;
import java.util.List;

/** What refers to secrets. */
public interface SecretUsers {

    /** The stores that refer to a secret. To be asked with the secret locked. */
    List<Dependent> of(String secret);

    /**
     * Removes what uses stores, so that they can go; outside of any transaction here.
     *
     * @throws io.weir.support.problem.ProblemException 403 with a store, or a user of one, that may not be removed; 409 where there
     *     is a user that may not be known
     */
    void clear(List<Dependent> stores, Departure.Cascade cascade);

    /** Removes stores that nothing uses, in the transaction in hand. */
    void remove(List<Dependent> stores);
}
