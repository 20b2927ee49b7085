package io.weir.ingest.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A folder of one session's own for its staged files. */
public final class StagingFolder implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 20;

    private final LockedFolder folder;
    private final StagedFiles files;

    private StagingFolder(LockedFolder folder, StagedFiles files) {
        this.folder = folder;
        this.files = files;
    }

    /** Makes a folder of its own below {@code root}. */
    public static StagingFolder open(Path root, StagedFiles files) {
        return new StagingFolder(LockedFolder.make(root), files);
    }

    /** Removes the folders below {@code root} whose process is gone. */
    public static void removeAbandoned(Path root) throws IOException {
        LockedFolder.removeAbandoned(root);
    }

    /** A buffer for {@link #nextStage}, outside the heap, so that writing it copies nothing. */
    public static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    /**
     * Opens a stage.
     *
     * @param buffer that no other open stage uses
     */
    public Stage nextStage(ByteBuffer buffer) {
        return new Stage(new StagedLines(folder.path(), files, buffer));
    }

    /** A place for a file of this session. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        folder.close();
    }
}
