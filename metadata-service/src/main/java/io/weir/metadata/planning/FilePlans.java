package io.weir.metadata.planning;

import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The files of a version that a plan keeps. A version never changes, so neither does a plan's answer. */
public interface FilePlans {

    /** The files after a key, in the order of keys. One statement. */
    List<LiveFile> files(Plan plan, FileKey after, int limit);

    /**
     * Writes the add actions of all of the plan's files, one a line, in the order of keys. One statement for a plan with
     * a filter; some megabytes of memory, whatever the number of files.
     *
     * @throws IOException if the stream does
     */
    void write(Plan plan, OutputStream out) throws IOException;

    /** How many files the plan keeps and leaves out. One statement, which looks at the files that the plan looks at. */
    Explanation explain(Plan plan);
}
