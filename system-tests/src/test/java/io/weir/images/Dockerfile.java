package io.weir.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The project's Dockerfile, by stages. */
final class Dockerfile {

    /** The four targets, and the port that each service's own file gives it. */
    static final List<String> SERVICES =
            List.of("metadata-service", "ingest-worker", "lineage-service", "platform-api");

    private record Stage(String base, List<Instruction> instructions) {}

    private final Map<String, Stage> stages = new LinkedHashMap<>();

    static Path home() {
        return Path.of(System.getProperty("weir.home", "..")).toAbsolutePath().normalize();
    }

    static Dockerfile read() throws IOException {
        String text = Files.readString(home().resolve("Dockerfile"));
        String joined = text.replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", " ");
        Dockerfile file = new Dockerfile();
        joined.lines().filter(line -> !line.isBlank()).forEach(file::add);
        return file;
    }

    private void add(String line) {
        String[] parts = line.strip().split("\\s+", 2);
        Instruction instruction = new Instruction(parts[0], parts[1]);
        if (instruction.is("FROM")) {
            String[] names = instruction.arguments().split("\\s+AS\\s+");
            stages.put(names[1], new Stage(names[0], new ArrayList<>()));
        } else if (!stages.isEmpty()) {
            List<Stage> all = List.copyOf(stages.values());
            all.get(all.size() - 1).instructions().add(instruction);
        }
    }

    /** All that makes {@code stage}, what its base stages say first. */
    List<Instruction> instructions(String stage) {
        List<Instruction> all = new ArrayList<>();
        Stage last = stages.get(stage);
        if (last == null) {
            return all;
        }
        all.addAll(instructions(last.base()));
        all.addAll(last.instructions());
        return all;
    }

    /** The last {@code keyword} of {@code stage}, which is the one that counts. */
    Instruction last(String stage, String keyword) {
        return instructions(stage).stream()
                .filter(instruction -> instruction.is(keyword))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError(stage + " has no " + keyword));
    }

    Map<String, String> pairs(String stage, String keyword) {
        Map<String, String> all = new LinkedHashMap<>();
        instructions(stage).stream()
                .filter(instruction -> instruction.is(keyword))
                .forEach(instruction -> all.putAll(instruction.pairs()));
        return all;
    }
}
