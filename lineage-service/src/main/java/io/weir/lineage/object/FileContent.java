package io.weir.lineage.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An object as a file, whose time of change tells it from the one that it replaced. */
record FileContent(Path file, long size, Instant modifiedAt) implements ObjectContent {

    static FileContent of(Path file) throws IOException {
        return new FileContent(
                file, Files.size(file), Files.getLastModifiedTime(file).toInstant());
    }

    @Override
    public String version() {
        return Long.toHexString(size) + "-" + Long.toHexString(ChronoUnit.MICROS.between(Instant.EPOCH, modifiedAt));
    }

    @Override
    public InputStream read(long offset) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(offset);
        return in;
    }
}
