package io.weir.support.library;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Native libraries that processes before have left in the folder of temporary files. DuckDB's driver unpacks 60 MB in each process and
 * deletes them when it ends, but not when it is killed; so a process that is killed again and again would fill the folder. A
 * process that has its library loaded keeps it, whatever becomes of the file.
 */
public final class LeftLibraries {

    private static final Logger LOG = LoggerFactory.getLogger(LeftLibraries.class);

    /** What DuckDB's driver and the codecs of Kafka and Parquet call them: a glob. */
    public static final String NAMES =
            "{libduckdb_java*.so,snappy-*-libsnappyjava.so,liblz4-java-*.so,libzstd-jni-*.so}";

    /** A library is loaded as soon as it is unpacked; long after that nobody opens its file any more. */
    private static final Duration UNPACKING = Duration.ofMinutes(10);

    private LeftLibraries() {}

    /**
     * Deletes those that were unpacked long before a moment. What another user's process has left stays.
     *
     * @return how many
     */
    static int sweep(Path folder, Instant now) {
        int deleted = 0;
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, NAMES)) {
            for (Path library : libraries) {
                deleted += isDeleted(library, now) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.debug("{} cannot be looked through for native libraries: {}", folder, unreadable.toString());
        }
        return deleted;
    }

    private static boolean isLeft(Path library, Instant now) throws IOException {
        return Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                && Files.getLastModifiedTime(library, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(now.minus(UNPACKING));
    }

    /** Another process may be at it, too. */
    private static boolean isDeleted(Path library, Instant now) {
        try {
            return isLeft(library, now) && Files.deleteIfExists(library);
        } catch (IOException othersOrGone) {
            LOG.debug("{} is left alone: {}", library, othersOrGone.toString());
            return false;
        }
    }
}
