package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no disk has room for is not begun. */
final class DiskRoomTest {

    @TempDir
    private Path folder;

    @Test
    void aBatchThatWouldFillTheDiskIsRefused() {
        DiskRoom room = DiskRoom.beside(folder.resolve("w.duckdb"));

        assertThatCode(() -> room.require(1000)).doesNotThrowAnyException();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> room.require(1L << 60))
                .withMessageContaining("no space left")
                .withMessageContaining(folder.toString());
    }

    @Test
    void whatIsKeptIsNotRoom() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new DiskRoom(folder, 1L << 60).require(1));
    }
}
