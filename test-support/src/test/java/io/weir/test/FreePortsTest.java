package io.weir.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Ports are given once, though nothing listens there yet. */
final class FreePortsTest {

    @Test
    void portsAreLockedForAsLongAsTheTestsRun() throws Exception {
        int base = FreePorts.base();

        Path file = Path.of(
                System.getProperty("java.io.tmpdir"),
                "weir-test-ports-" + System.getProperty("user.name"),
                Integer.toString(base));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThatThrownBy(channel::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
        assertThat(FreePorts.base()).isNotEqualTo(base);
    }
}
