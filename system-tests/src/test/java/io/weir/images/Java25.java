package io.weir.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The Java of the images, where this machine has it; otherwise this one, which ignores the options that it is too old for. */
final class Java25 {

    private Java25() {}

    static Path home() throws IOException {
        String told = System.getProperty("weir.images.java", "");
        if (!told.isEmpty()) {
            return Path.of(told);
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(usual)) {
            return Path.of(System.getProperty("java.home"));
        }
        try (Stream<Path> found = Files.list(usual)) {
            return found.filter(Java25::isNewest)
                    .sorted()
                    .findFirst()
                    .orElseGet(() -> Path.of(System.getProperty("java.home")));
        }
    }

    private static boolean isNewest(Path folder) {
        Path release = folder.resolve("release");
        try {
            return Files.exists(release) && Files.readString(release).contains("JAVA_VERSION=\"25");
        } catch (IOException unreadable) {
            return false;
        }
    }

    static boolean isHere() throws IOException {
        return isNewest(home());
    }

    /** What lets an older Java take the images' command. */
    static Map<String, String> environment() throws IOException {
        return isHere() ? Map.of() : Map.of("JDK_JAVA_OPTIONS", "-XX:+IgnoreUnrecognizedVMOptions");
    }
}
