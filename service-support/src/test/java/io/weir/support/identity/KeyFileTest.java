package io.weir.support.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path folder;

    @Test
    void servicesThatStartTogetherAgreeOnOneKey() throws Exception {
        int services = 8;
        ExecutorService threads = Executors.newFixedThreadPool(services);
        try {
            for (int round = 0; round < 20; round++) {
                Path file = folder.resolve("round-" + round).resolve("keys.json");
                CyclicBarrier together = new CyclicBarrier(services);
                List<Callable<String>> starts = new ArrayList<>();
                for (int service = 0; service < services; service++) {
                    starts.add(() -> {
                        together.await();
                        return new SigningKeys(new KeyFile(file), Clock.systemUTC())
                                .newest()
                                .id();
                    });
                }
                Set<String> keys = new HashSet<>();
                for (Future<String> started : threads.invokeAll(starts)) {
                    keys.add(started.get());
                }
                assertThat(keys).hasSize(1);
                try (var left = Files.list(file.getParent())) {
                    assertThat(left).containsExactly(file);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Images rehearse a start when they are built: a key made then would be everybody's. */
    @Test
    void noKeyIsMadeBeforeOneIsNeeded() {
        Path file = folder.resolve("keys.json");
        SigningKeys keys = new SigningKeys(new KeyFile(file), Clock.systemUTC());
        assertThat(file).doesNotExist();
        keys.newest();
        assertThat(file).exists();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws Exception {
        Path file = folder.resolve("keys.json");
        KeyFile keys = new KeyFile(file);
        keys.readOrCreate(SigningKey.make(Instant.now()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        keys.replace(List.of(SigningKey.make(Instant.now())));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedFileIsSaidAndNotReplaced() throws Exception {
        Path file = folder.resolve("keys.json");
        for (String content : List.of("", "{", "{\"keys\":[]}", "{}", "[]")) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> new KeyFile(file).readOrCreate(SigningKey.make(Instant.now())))
                    .as(content)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(file.toString());
            assertThat(file).hasContent(content);
        }
    }

    @Test
    void noSecretIsInWhatKeysAndIdentitiesSayOfThemselves() {
        SigningKey key = SigningKey.make(Instant.now());
        assertThat(key.toString()).doesNotContain(key.secret());
    }
}
