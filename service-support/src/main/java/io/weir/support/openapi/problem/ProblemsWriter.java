package io.weir.support.openapi.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A step of a service's build: writes beside its classes which problems its operations may be answered with. */
public final class ProblemsWriter {

    private ProblemsWriter() {}

    /**
     * Writes the file, unless it says so already: what is written anew is packed anew, and compiled anew is what depends on it.
     *
     * @param arguments the service's package, and the folder of its classes
     */
    public static void main(String... arguments) throws IOException {
        String service = arguments[0];
        Path file = Path.of(arguments[1]).resolve(WrittenProblems.place(service));
        Files.createDirectories(file.resolveSibling(""));
        String text = WrittenProblems.text(ReachableProblems.ofService(List.of(service)));
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }
}
