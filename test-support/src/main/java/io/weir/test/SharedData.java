package io.weir.test;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Real data sets that are not part of the source tree. A test that needs one is skipped, never passed, where it is
 * absent.
 */
public final class SharedData {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.shared.data", "../../shared/data")).normalize();

    private SharedData() {}

    /** Whether there is any real data here; for {@code @EnabledIf("io.weir.test.SharedData#isPresent")}. */
    public static boolean isPresent() {
        return Files.isDirectory(ROOT);
    }

    /**
     * A file or folder of the real data; skips the running test where it is absent.
     *
     * @param relative as in {@code "events/flights-200k.json"} or {@code "delta/golden"}
     */
    public static Path require(String relative) {
        Path path = ROOT.resolve(relative).toAbsolutePath().normalize();
        Assumptions.assumeTrue(Files.exists(path), () -> "real data is absent: " + path);
        return path;
    }
}
