package io.weir.images;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A stage of the Dockerfile, made by its own instructions. */
final class Image {

    private final Dockerfile dockerfile;
    private final String stage;
    private final RootFolder root;
    private final Path logs;
    private Path directory = Path.of("/");

    private Image(Dockerfile dockerfile, String stage, Path folder, Path data) throws IOException {
        this.dockerfile = dockerfile;
        this.stage = stage;
        this.root = new RootFolder(Files.createDirectories(folder.resolve(stage)), data);
        this.logs = Files.createDirectories(folder.resolve("logs"));
    }

    /**
     * @param others the stages that this one copies from; {@code build} is this checkout, packaged
     * @param rehearse whether to make the archive of classes too, which takes longer than all the rest
     */
    static Image make(
            Dockerfile dockerfile, String stage, Path folder, Path data, Map<String, Image> others, boolean rehearse)
            throws IOException, InterruptedException {
        Image image = new Image(dockerfile, stage, folder, data);
        for (Instruction instruction : dockerfile.instructions(stage)) {
            image.apply(instruction, others, rehearse);
        }
        return image;
    }

    private void apply(Instruction instruction, Map<String, Image> others, boolean rehearse)
            throws IOException, InterruptedException {
        switch (instruction.keyword()) {
            case "WORKDIR" -> {
                directory = directory.resolve(instruction.arguments());
                Files.createDirectories(root.resolve(directory.toString()));
            }
            case "COPY" -> copy(instruction, others);
            case "RUN" -> {
                if (rehearse || !instruction.arguments().contains("AOTCacheOutput")) {
                    root.build(directory, instruction.command(), log());
                }
            }
            default -> {}
        }
    }

    private void copy(Instruction instruction, Map<String, Image> others) throws IOException {
        String from = instruction.words().get(0);
        Path target = root.resolve(
                directory.resolve(instruction.words().get(1)).normalize().toString());
        Image other = others.get(instruction.flags().get("from"));
        Path source =
                other == null ? Dockerfile.home().resolve(from.replaceFirst("^/src/", "")) : other.root.resolve(from);
        if (Files.exists(source) || !from.contains("/sbom/")) {
            root.copy(Files.exists(source) ? source : newest(source), target);
        }
    }

    private static Path newest(Path pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
        try (Stream<Path> files = Files.list(pattern.getParent())) {
            return files.filter(file -> matcher.matches(file.getFileName()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(pattern + " is missing: run ./mvnw verify from the top"));
        }
    }

    /** Starts the image's own command. */
    Process run(Map<String, String> environment) throws IOException {
        return root.run(directory, dockerfile.last(stage, "ENTRYPOINT").command(), all(environment), log());
    }

    /** The exit code of its health check, asked in the same environment. */
    int checkHealth(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> command = dockerfile.last(stage, "HEALTHCHECK").command();
        return root.run(directory, command, all(environment), logs.resolve(stage + "-health.log"))
                .waitFor();
    }

    private Map<String, String> all(Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(dockerfile.pairs(stage, "ENV"));
        all.putAll(environment);
        return all;
    }

    String output() throws IOException {
        return Files.readString(log());
    }

    Path file(String path) {
        return root.resolve(path);
    }

    private Path log() {
        return logs.resolve(stage + ".log");
    }
}
