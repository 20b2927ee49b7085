package io.weir.ingest.function;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.paging.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All functions. What changes one compares the revision that was read, and says whether it was still that one. */
public interface Functions {

    /** Keeps a new function; says whether its name was free. */
    boolean add(SqlFunction definition, String comment, Map<String, String> properties, String owner);

    Optional<KeptFunction> find(String name);

    /** In order of their names; one more than asked for, where there are more. */
    List<KeptFunction> list(PageRequest page);

    /** Those of some names that are there. */
    List<SqlFunction> named(Collection<String> names);

    /**
     * Has nobody remove functions before the transaction in hand ends.
     *
     * @return whether all of them are there
     */
    boolean hold(Collection<String> names);

    /** Changes all but name and owner. */
    boolean change(KeptFunction read, SqlFunction definition, String comment, Map<String, String> properties);

    /**
     * Hands it over; false where it is not the owner's any more that was read.
     *
     * @param onlyAsRead whether to leave it, and answer false, where anything of it changed since it was read
     */
    boolean handOver(KeptFunction read, String owner, boolean onlyAsRead);

    /** Has nobody else change a function, or use it, before the transaction in hand ends; says whether it is there. */
    boolean lock(KeptFunction read);

    boolean remove(KeptFunction read);

    /** Those that are methods of a source's jar, in order of their names. */
    List<KeptFunction> ofSource(String source);

    /** Who calls a function: pipelines, then views, each in order of their names. */
    List<Dependent> users(String name);
}
