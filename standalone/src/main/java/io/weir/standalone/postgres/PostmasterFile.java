package io.weir.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code postmaster.pid}, which a server keeps in its data folder while it runs and leaves behind when it is killed. Its
 * first line is the process id, the second the data folder.
 */
public record PostmasterFile(Path file) {

    /** That of the server on the folder {@code cluster}, whether it is there or not. */
    public static PostmasterFile of(Path cluster) {
        return new PostmasterFile(cluster.resolve("postmaster.pid"));
    }

    /** The server that runs on this folder now, be it an orphan of a platform that was killed. */
    public Optional<ProcessHandle> running() throws IOException {
        return processId()
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(this::isServer);
    }

    /**
     * Deletes the file if its process id now belongs to some other program, as happens after a reboot; the server would
     * refuse to start. A file whose process is gone stays: the server itself checks that nothing of the old one lives.
     */
    void deleteIfStale() throws IOException {
        Optional<ProcessHandle> process = processId().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
        if (process.isPresent() && !isServer(process.get())) {
            Files.delete(file);
        }
    }

    private Optional<Long> processId() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(lines.get(0).strip()));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (NumberFormatException truncated) {
            return Optional.empty();
        }
    }

    /**
     * Its arguments name this data folder; the name of the program alone would also fit another platform's server. Where the
     * system hides the arguments, the process is taken for ours.
     */
    private boolean isServer(ProcessHandle process) {
        String cluster = String.valueOf(file.getParent());
        return process.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(cluster))
                .orElse(true);
    }
}
