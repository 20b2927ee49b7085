package io.weir.ingest.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedPayloadsTest {

    @TempDir
    Path folder;

    @Test
    void whatWasStagedIsReadBackFromSeveralFiles() throws IOException {
        Random random = new Random(1);
        byte[][] payloads = new byte[600][];
        for (int index = 0; index < payloads.length; index++) {
            payloads[index] = payload(index, random);
        }

        StagedBatch batch = StagedRecords.ofBytes(folder, 0, 0, payloads);

        assertThat(batch.files()).hasSizeGreaterThan(2);
        try (StagedPayloads read = batch.payloads()) {
            for (int index = 0; index < payloads.length; index++) {
                int length = batch.positions().length(index);
                if (payloads[index] == null) {
                    assertThat(length).isEqualTo(Positions.TOMBSTONE);
                } else {
                    assertThat(read.next(length)).isEqualTo(payloads[index]);
                }
            }
        }
        batch.close();
        assertThat(batch.files()).noneMatch(file -> file.toFile().exists());
    }

    /** Of all sizes, one larger than any buffer, and some that are nothing at all. */
    private static byte[] payload(int index, Random random) {
        if (index % 100 == 7) {
            return null;
        }
        byte[] bytes = new byte[index == 300 ? 3 << 20 : index % 100 == 8 ? 0 : random.nextInt(60_000)];
        random.nextBytes(bytes);
        return bytes;
    }
}
