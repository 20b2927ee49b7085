package io.weir.ingest.descriptor;

import io.weir.ingest.dependent.Dependent;
import io.weir.support.note.Notes;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All descriptor sources. What changes one compares the revision that was read, and says whether it was still that one. */
public interface DescriptorSources {

    /** Keeps a new source; says whether its name was free. */
    boolean add(String name, DescriptorContent content, Notes notes, String owner);

    Optional<KeptDescriptorSource> find(String name);

    /** What was uploaded, byte for byte. */
    Optional<byte[]> content(String name);

    /** In order of their names; one more than asked for, where there are more. */
    List<KeptDescriptorSource> list(PageRequest page);

    /** Has nobody remove a source before the transaction in hand ends; says whether it is there. */
    boolean hold(String name);

    /**
     * Changes all but name and owner.
     *
     * @param content null to leave it as it is
     */
    boolean change(KeptDescriptorSource read, @Nullable DescriptorContent content, Notes notes);

    /**
     * Hands it over; false where it is not the owner's any more that was read.
     *
     * @param onlyAsRead whether to leave it, and answer false, where anything of it changed since it was read
     */
    boolean handOver(KeptDescriptorSource read, String owner, boolean onlyAsRead);

    /** Has nobody else change a source, or use it, before the transaction in hand ends; says whether it is there. */
    boolean lock(KeptDescriptorSource read);

    boolean remove(KeptDescriptorSource read);

    /** Who reads by a source: pipelines, then relations, each in order of their names. */
    List<Dependent> users(String name);
}
