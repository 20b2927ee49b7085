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

    @TempDir
    Path root;

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
    }

    @Test
    void filesThatAreUsedAgainHoldOnlyWhatIsNew() throws IOException {
        StagedFiles files = StagedFiles.open(root);
        StagedBatch first = StagedRecords.ofBytes(folder, files, 0, 0, new byte[100_000], new byte[5 << 20]);
        first.close();

        StagedBatch second = StagedRecords.ofBytes(folder, files, 0, 2, new byte[] {1, 2, 3});

        assertThat(second.files()).hasSize(1).doesNotContainAnyElementsOf(first.files());
        assertThat(second.files().get(0)).hasBinaryContent(new byte[] {1, 2, 3, '\n'});
        assertThat(first.files()).noneMatch(file -> file.toFile().exists());
    }

    @Test
    void filesOfGiantRecordsAreNotKept() {
        StagedFiles files = StagedFiles.open(root);

        StagedRecords.ofBytes(folder, files, 0, 0, new byte[9 << 20]).close();

        assertThat(folder).isEmptyDirectory();
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
