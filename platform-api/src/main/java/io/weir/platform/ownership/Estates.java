package io.weir.platform.ownership;

import java.util.List;

/** What belonged to those who are gone. */
public interface Estates {

    /**
     * Has what some own be the platform's, in the transaction in hand in which they go: of the control plane's things at once, of what
     * the services keep as soon as these hear of it. Else it were the next one's of that name. What they were answered to requests with an
     * {@code Idempotency-Key} is forgotten as well.
     *
     * @param owners each as in {@code user:ann}
     */
    void release(List<String> owners);

    /**
     * Where it is not long ago that the one before of this name went, releases what calls left that were at work then: here at once, in the
     * services by telling them once more. Waits until they know, which mostly takes some milliseconds, and no longer than a
     * call may be kept: for before the transaction that {@link #requireReleased} holds to it. Holds no connection meanwhile.
     */
    void awaitReleased(String owner);

    /**
     * Refuses a new owner, who is written in the transaction in hand, while services do not know that the one before of this name is
     * gone: it would have what that one left there.
     *
     * @throws io.weir.support.problem.ProblemException 503 until the services answer
     */
    void requireReleased(String owner);
}
