package io.weir.ingest.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Files that cannot be read to where their rows begin. */
class LineRowsTest {

    private static final int HEADER_BYTES = 10;

    /** Bytes of a file, and whether it is still open. */
    private static final class OpenFile extends ByteArrayInputStream {

        private boolean closed;

        OpenFile(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static byte[] packed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            Random random = new Random(7);
            for (int row = 0; row < 20_000; row++) {
                packing.write((random.nextLong() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aFileWithoutItsFirstBytesIsClosed() throws IOException {
        OpenFile file = new OpenFile(Arrays.copyOf(packed(), HEADER_BYTES));

        assertThatThrownBy(() -> LineRows.open(file, "a.gz", 0)).isInstanceOf(EOFException.class);

        assertThat(file.closed).isTrue();
    }

    @Test
    void aFileThatEndsBeforeTheRowIsClosed() throws IOException {
        byte[] packed = packed();
        OpenFile file = new OpenFile(Arrays.copyOf(packed, packed.length / 2));

        assertThatThrownBy(() -> LineRows.open(file, "a.gz", 19_999)).isInstanceOf(EOFException.class);

        assertThat(file.closed).isTrue();
    }

    @Test
    void aFileThatIsNotPackedIsClosed() {
        OpenFile file = new OpenFile("not packed".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> LineRows.open(file, "a.gz", 0)).isInstanceOf(ZipException.class);

        assertThat(file.closed).isTrue();
    }

    @Test
    void aFileThatCanBeReadStaysOpen() throws IOException {
        OpenFile file = new OpenFile(packed());

        try (LineRows rows = LineRows.open(file, "a.gz", 19_999)) {
            assertThat(rows.next()).isTrue();
            assertThat(file.closed).isFalse();
        }
        assertThat(file.closed).isTrue();
    }
}
