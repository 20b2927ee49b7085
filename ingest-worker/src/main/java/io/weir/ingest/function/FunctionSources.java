package io.weir.ingest.function;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.transform.JavaBinding;
import io.weir.support.note.Notes;
import io.weir.support.paging.PageRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All function sources. What changes one compares the revision that was read, and says whether it was still that one. */
public interface FunctionSources {

    /** Keeps a new source; says whether its name was free. */
    boolean add(String name, JarContent content, Notes notes, String owner);

    Optional<KeptFunctionSource> find(String name);

    /**
     * A jar of a source, byte for byte.
     *
     * @param sha256 which one; earlier ones are there while pipelines call them
     */
    Optional<byte[]> jar(String name, String sha256);

    /** Those of a page in the order of their names, and one more where there are more. */
    List<KeptFunctionSource> list(PageRequest page);

    /** Has nobody change or remove a source before the transaction in hand ends; says whether it is there. */
    boolean hold(String name);

    /** Has nobody drop jars before the transaction in hand ends; says whether all are there. */
    boolean holdJars(Collection<JavaBinding> bindings);

    /**
     * Changes all but name and owner.
     *
     * @param content null to leave it as it is; else jars that no pipeline calls go
     */
    boolean change(KeptFunctionSource read, @Nullable JarContent content, Notes notes);

    /**
     * Hands it over; false where it is not the owner's any more that was read.
     *
     * @param onlyAsRead whether to leave it, and answer false, where anything of it changed since it was read
     */
    boolean handOver(KeptFunctionSource read, String owner, boolean onlyAsRead);

    /** Has nobody else change a source, or use it, before the transaction in hand ends; says whether it is there. */
    boolean lock(KeptFunctionSource read);

    boolean remove(KeptFunctionSource read);

    /**
     * Who would be left without a source: its functions, then pipelines that call these or a method that one of them was, then views
     * that call them; each in order of their names.
     */
    List<Dependent> users(String name);
}
