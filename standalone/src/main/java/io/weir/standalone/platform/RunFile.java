package io.weir.standalone.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells other processes, such as {@code weir status}, where the platform on a data folder answers. */
final class RunFile {

    private static final String PROCESS = "process";

    private final Path file;

    private RunFile(Path file) {
        this.file = file;
    }

    static RunFile in(Path home) {
        return new RunFile(home.resolve("weir.run"));
    }

    /** The parts and addresses that the last platform on this folder wrote; none if its process is gone. */
    Map<String, String> read() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String line : lines()) {
            int separator = line.indexOf('=');
            entries.put(line.substring(0, separator), line.substring(separator + 1));
        }
        String process = entries.remove(PROCESS);
        boolean alive = process != null
                && ProcessHandle.of(Long.parseLong(process))
                        .filter(ProcessHandle::isAlive)
                        .isPresent();
        return alive ? entries : Map.of();
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException neverStarted) {
            return List.of();
        }
    }

    void write(Map<Part, String> addresses) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(PROCESS + "=" + ProcessHandle.current().pid());
        addresses.forEach((part, address) -> lines.add(part.label() + "=" + address));
        Path written = Files.write(file.resolveSibling("weir.run.new"), lines);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
