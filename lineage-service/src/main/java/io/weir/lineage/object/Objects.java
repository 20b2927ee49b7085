package io.weir.lineage.object;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Objects of any size, in constant memory. */
public interface Objects {

    /**
     * Stores an object whole or not at all, in place of one of the same name.
     *
     * @param sha256 that its bytes must have, in hex digits; null where the caller does not say
     * @param precondition of the object whose place it takes, which nobody replaces in between; null where it takes any's
     * @throws io.weir.support.problem.ProblemException when the bytes are too many or others than said, the name is taken,
     *     or the place does not answer; what the precondition throws
     */
    StoredObject store(
            ObjectName name, InputStream body, @Nullable String sha256, @Nullable ObjectPrecondition precondition)
            throws IOException;

    /** What an object holds now; none where there is none. */
    Optional<ObjectContent> find(ObjectName name) throws IOException;

    /**
     * Removes an object; false where there is none.
     *
     * @param precondition of the object, which nobody replaces in between; null where it goes whatever it is
     * @throws io.weir.support.problem.ProblemException what the precondition throws
     */
    boolean remove(ObjectName name, @Nullable ObjectPrecondition precondition) throws IOException;
}
