package io.weir.ingest.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class LockedFolderTest {

    @TempDir
    Path root;

    /** A worker that starts on a folder which others use. */
    static final class Newcomer {

        private Newcomer() {}

        public static void main(String[] root) throws IOException {
            LockedFolder.removeAbandoned(Path.of(root[0]));
        }
    }

    @Test
    void whoLooksForWhatWasAbandonedLeavesItsOwnAndWhatOthersUse() throws Exception {
        Path left = Files.createDirectories(root.resolve("left"));
        Files.createFile(left.resolve("lock"));

        try (LockedFolder own = LockedFolder.make(root)) {
            LockedFolder.removeAbandoned(root);
            Process newcomer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Newcomer.class.getName(),
                            root.toString())
                    .inheritIO()
                    .start();
            assertThat(newcomer.waitFor()).isZero();

            assertThat(own.path().resolve("lock")).exists();
            assertThat(left).doesNotExist();
        }
        assertThat(root).isEmptyDirectory();
    }

    /** Whoever removes a folder that has no lock yet comes in between: its maker takes another one. */
    @Test
    void whoeverMakesOneHasItLockedThoughSomebodyTakesItForAbandoned() throws Exception {
        try (Rival taking = new Rival(() -> {
            for (Path folder : folders()) {
                if (folder.toString().endsWith(".unlocked")) {
                    folder.toFile().setLastModified(0);
                }
            }
            LockedFolder.removeAbandoned(root);
        })) {
            for (int made = 0; made < 500; made++) {
                try (LockedFolder own = LockedFolder.make(root)) {
                    assertThat(own.path().resolve("lock")).exists();
                }
            }
            taking.requireHealthy();
        }
        LockedFolder.removeAbandoned(root);
        assertThat(root).isEmptyDirectory();
    }

    /** What is gone by the time that it is looked at is none of those that are to be removed. */
    @Test
    void foldersComeAndGoWhileOthersAreLookedFor() throws Exception {
        Path left = Files.createDirectories(root.resolve("left"));
        Files.createFile(left.resolve("lock"));
        try (Rival looking = new Rival(() -> LockedFolder.removeAbandoned(root))) {
            for (int made = 0; made < 500; made++) {
                LockedFolder.make(root).close();
            }
            looking.requireHealthy();
        }
        LockedFolder.removeAbandoned(root);
        assertThat(root).isEmptyDirectory();
    }

    /** A process that has just started may find a folder unlocked that its owner is about to remove itself. */
    @Test
    void whatAnotherOneRemovesFirstIsClosedAllTheSame() throws Exception {
        try (Rival removing = new Rival(() -> {
            for (Path folder : folders()) {
                if (Files.exists(folder.resolve("file"))) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        })) {
            for (int made = 0; made < 500; made++) {
                try (LockedFolder own = LockedFolder.make(root)) {
                    Files.createFile(own.resolve("file"));
                }
            }
            removing.requireAtWork();
        }
        assertThat(root).isEmptyDirectory();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.toList();
        }
    }

    /** Does something again and again meanwhile. */
    private static final class Rival implements AutoCloseable {

        interface Work {
            void once() throws IOException;
        }

        private final AtomicBoolean done = new AtomicBoolean();
        private final AtomicReference<IOException> failure = new AtomicReference<>();
        private final Thread thread;

        Rival(Work work) {
            thread = new Thread(() -> {
                while (!done.get()) {
                    try {
                        work.once();
                    } catch (IOException | UncheckedIOException failed) {
                        failure.compareAndSet(null, new IOException(failed));
                    }
                }
            });
            thread.start();
        }

        void requireAtWork() {
            assertThat(thread.isAlive()).isTrue();
        }

        void requireHealthy() {
            requireAtWork();
            assertThat(failure.get()).isNull();
        }

        @Override
        public void close() {
            done.set(true);
            try {
                thread.join();
            } catch (InterruptedException asked) {
                throw new IllegalStateException(asked);
            }
        }
    }
}
