package io.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.house.MainSources.Size;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small files and small methods: the sizes of the best codebases of this kind are ours too. */
class SourceSizesTest {

    @Test
    void filesAreSmall() throws IOException {
        List<Size> files = MainSources.fileSizes();

        assertThat(percentile(files, 50)).as("median lines of a file").isLessThanOrEqualTo(70);
        assertThat(percentile(files, 90))
                .as("90th percentile of lines of a file")
                .isLessThanOrEqualTo(230);
        assertThat(files).filteredOn(file -> file.lines() > 400).isEmpty();
    }

    @Test
    void methodsAreSmall() throws IOException {
        List<Size> methods = MainSources.methodSizes();

        assertThat(percentile(methods, 90))
                .as("90th percentile of lines of a method")
                .isLessThanOrEqualTo(12);
        assertThat(methods).filteredOn(method -> method.lines() > 60).isEmpty();
    }

    private static long percentile(List<Size> sizes, int percent) {
        List<Long> sorted = sizes.stream().map(Size::lines).sorted().toList();
        return sorted.get((sorted.size() - 1) * percent / 100);
    }
}
