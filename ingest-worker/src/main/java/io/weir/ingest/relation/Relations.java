package io.weir.ingest.relation;

import io.weir.ingest.dependent.Dependent;
import io.weir.support.naming.SchemaName;
import io.weir.support.paging.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All relations, by the shortest text that means their names. What changes one compares the revision that was read, and says whether
 * it was still that one.
 */
public interface Relations {

    /**
     * Which relations are listed.
     *
     */
    record Filter(@Nullable RelationKind kind, @Nullable SchemaName schema) {}

    /**
     * Keeps a new relation; says whether its name was free.
     *
     * @param view of a view: what its query reads and calls
     * @param pipeline what feeds it, if anything
     */
    boolean add(
            RelationDefinition definition,
            @Nullable ViewUse view,
            @Nullable String pipeline,
            Notes notes,
            String owner);

    /** Has a view that is held by the transaction in hand call these functions, and no others. */
    void call(String view, Collection<String> functions);

    /** What people write of a relation. */
    record Notes(String comment, Map<String, String> properties) {}

    Optional<KeptRelation> find(String name);

    /** In order of their names; one more than asked for, where there are more. */
    List<KeptRelation> list(Filter filter, PageRequest page);

    /**
     * Has nobody remove relations before the transaction in hand ends.
     *
     * @return those that are there
     */
    Set<String> hold(Collection<String> names);

    /** Changes all but name and owner. */
    boolean change(KeptRelation read, RelationDefinition definition, Notes notes);

    /**
     * Hands it over; false where it is not the owner's any more that was read.
     *
     * @param onlyAsRead whether to leave it, and answer false, where anything of it changed since it was read
     */
    boolean handOver(KeptRelation read, String owner, boolean onlyAsRead);

    /** Has nobody else change a relation, or begin to use it, before the transaction in hand ends; says whether it is there. */
    boolean lock(KeptRelation read);

    boolean remove(KeptRelation read);

    /** Who uses a relation, in order of their names. */
    List<Dependent> users(String name);
}
