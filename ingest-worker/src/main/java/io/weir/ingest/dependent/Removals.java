package io.weir.ingest.dependent;

import io.weir.support.access.Removal;
import io.weir.support.access.Remover;
import io.weir.support.access.ResourceKind;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Removes things that have users, with these or not at all. */
@Component
public class Removals {

    /** What a caller asks for who wants the users to go, too. */
    public static final String CASCADE =
            "Whether its users go, too, and theirs: functions, views, pipelines, which are stopped before, and relations that these"
                    + " feed; needs MANAGE on each of them";

    private final Dependents dependents;
    private final Outbox outbox;

    Removals(Dependents dependents, Outbox outbox) {
        this.dependents = dependents;
        this.outbox = outbox;
    }

    /**
     * How a thing goes.
     *
     * @param cascade whether its users are to go, too; else there must be none
     */
    public record Manner(boolean cascade, Remover remover) {

        private boolean takesAlong(Dependent user) {
            return cascade && knows(user);
        }

        private boolean knows(Dependent user) {
            return remover.knows(user.kind(), user.name(), user.owner());
        }
    }

    /**
     * Removes the users of a thing, in the transaction in hand in which it goes itself.
     *
     * @param users pipelines and relations
     * @param use what they do with it, as in {@code The compute pool 'night' is the one of}
     * @throws ProblemException 409 with {@code users} and {@code otherUsers} where there are any and they are not to go, or the
     *     remover may not know of all
     */
    public void clear(List<Dependent> users, Manner manner, ProblemCode code, String use) {
        check(users, manner, code, use);
        take(users, manner);
    }

    /**
     * Keeps a thing unless all of its users go with it.
     *
     * @throws ProblemException as {@link #clear} does
     */
    public void check(List<Dependent> users, Manner manner, ProblemCode code, String use) {
        if (!users.stream().allMatch(manner::takesAlong)) {
            Dependent.keep(users, manner::knows, code, use);
        }
    }

    /** Removes pipelines and relations, in the transaction in hand. */
    public void take(List<Dependent> users, Manner manner) {
        users.forEach(user -> dependents.remove(user, manner.remover()));
    }

    /** Tells of what was removed in the transaction in hand. */
    public void tell(ResourceKind kind, String name) {
        Removal.tell(outbox, kind, name);
    }
}
