package io.weir.standalone.platform;

import io.weir.standalone.postgres.PostgresFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folder that holds all state, ours alone while this is open: the system drops the lock even if we are killed. */
final class DataFolder implements AutoCloseable {

    private final Path home;
    private final FileChannel lockFile;

    private DataFolder(Path home, FileChannel lockFile) {
        this.home = home;
        this.lockFile = lockFile;
    }

    /** @throws PlatformException if another platform uses the folder, or it cannot be written */
    static DataFolder open(Path dataDir) {
        Path home = dataDir.toAbsolutePath().normalize();
        if (home.toString().matches("(?s).*[,;%].*")) {
            throw new PlatformException(
                    "Kafka takes no comma in the names of folders, DuckDB no semicolon and Logback no"
                            + " percent sign: choose another --data-dir than " + home);
        }
        try {
            Files.createDirectories(home);
            home = home.toRealPath();
            FileChannel file = FileChannel.open(
                    home.resolve("weir.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return locked(home, file);
        } catch (IOException failure) {
            throw new PlatformException(
                    "cannot use the data folder " + home + " (" + failure.getMessage()
                            + "): make it writable, or choose another with --data-dir",
                    failure);
        }
    }

    private static DataFolder locked(Path home, FileChannel file) throws IOException {
        if (tryLock(file) == null) {
            String owner = read(file);
            file.close();
            throw new PlatformException("another weir (process " + owner + ") uses " + home
                    + ": stop it, or choose another folder with --data-dir");
        }
        file.truncate(0);
        file.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)), 0);
        return new DataFolder(home, file);
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        file.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
    }

    Path home() {
        return home;
    }

    Path logs() {
        return home.resolve("logs");
    }

    Path kafka() {
        return home.resolve("kafka");
    }

    PostgresFolders postgres() {
        return new PostgresFolders(home.resolve("postgres"), programCache(), logs().resolve("postgres.log"));
    }

    /** The user's cache folder if there is one to write to, so that a second platform need not unpack again. */
    private Path programCache() {
        Map<String, String> environment = System.getenv();
        String base = environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("HOME", "") + "/.cache");
        Path cache = Path.of(base, "weir");
        try {
            Files.createDirectories(cache);
            return Files.isWritable(cache) ? cache : home.resolve("cache");
        } catch (IOException unwritable) {
            return home.resolve("cache");
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
