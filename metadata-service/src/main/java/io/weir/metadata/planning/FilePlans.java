package io.weir.metadata.planning;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import java.util.List;
import java.util.function.Consumer;

/** The files of a version that a plan keeps. A version never changes, so neither does a plan's answer. */
public interface FilePlans {

    /** The files after a key, in the order of keys. One statement. */
    List<LiveFile> files(Plan plan, FileKey after, int limit);

    /**
     * All of the plan's files, in the order of keys. One statement for a plan with a filter; memory does not grow with
     * the number of files.
     */
    void forEach(Plan plan, Consumer<LiveFile> consumer);

    /** How many files the plan keeps and leaves out. One statement over all files of the version. */
    Explanation explain(Plan plan);
}
