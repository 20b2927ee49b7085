package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file that is being written, from its beginning. */
record StagedFile(Path path, FileChannel channel) {

    void write(ByteBuffer source) {
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + path + " could not be written", failed);
        }
    }

    /** Ends it after what was written; whatever was there before is gone. */
    void end() {
        try (channel) {
            channel.truncate(channel.position());
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + path + " could not be closed", failed);
        }
    }
}
