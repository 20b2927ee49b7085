package io.weir.ingest.dependent;

import io.weir.support.access.Removal;
import io.weir.support.access.Remover;
import io.weir.support.access.ResourceKind;
import io.weir.support.outbox.Outbox;
import io.weir.support.problem.ProblemCode;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Removes things of which pipelines may be users, with these or not at all. */
@Component
public class Removals {

    /** What a caller asks for who wants the users to go, too. */
    public static final String CASCADE =
            "Whether pipelines that use it are stopped and deleted, too, with the relations that they feed and who uses these;"
                    + " needs MANAGE on each of them";

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

        private boolean takesAlong(DependentPipeline user) {
            return cascade && knows(user);
        }

        private boolean knows(DependentPipeline user) {
            return remover.knows(ResourceKind.PIPELINE, user.name(), user.owner());
        }
    }

    /**
     * Removes the users of a thing, in the transaction in hand in which it goes itself.
     *
     * @param use what they do with it, as in {@code The compute pool 'night' is the one of}
     * @throws ProblemException 409 with {@code users} and {@code otherUsers} where there are any and they are not to go, or the
     *     remover may not know of all
     */
    public void clear(List<DependentPipeline> users, Manner manner, ProblemCode code, String use) {
        if (!users.stream().allMatch(manner::takesAlong)) {
            DependentPipeline.keep(users, manner::knows, code, use);
        }
        users.forEach(user -> dependents.remove(user, manner.remover()));
    }

    /** Tells of what was removed in the transaction in hand. */
    public void tell(ResourceKind kind, String name) {
        Removal.tell(outbox, kind, name);
    }
}
