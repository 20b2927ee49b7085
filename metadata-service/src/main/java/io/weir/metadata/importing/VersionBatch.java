package io.weir.metadata.importing;

import io.weir.metadata.commit.AddedFile;
import io.weir.metadata.commit.RemovedFile;
import java.io.IOException;
import java.util.List;

/** Some versions of a log, one after the other. */
public interface VersionBatch {

    /** Takes what happens to files. */
    interface FileRows {

        void added(long version, AddedFile file) throws IOException;

        void removed(long version, RemovedFile file) throws IOException;
    }

    /** Hands over what happens to files, as it is read; to be called once, and before {@link #versions()}. */
    void forEachFile(FileRows rows) throws IOException;

    /** The versions, oldest first, at least one. */
    List<ImportedVersion> versions();

    /** Where in the files' bounds each column stands, as JSON; to be asked last. */
    String slots();
}
