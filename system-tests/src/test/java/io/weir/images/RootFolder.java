package io.weir.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A root file system: the host's programs and libraries, and everything else its own. */
final class RootFolder {

    /** Not for what the images do, only for what a process of seconds costs: half, without the second compiler. */
    private static final String BRIEF = "-XX:TieredStopAtLevel=1";

    private static final List<String> ACCOUNTS =
            List.of("passwd", "group", "shadow", "gshadow", "login.defs", "nsswitch.conf", "hosts", "ld.so.cache");

    private final Path root;
    private final Path data;

    RootFolder(Path root, Path data) throws IOException {
        this.root = root;
        this.data = data;
        for (String folder : List.of("proc", "dev", "usr", "tmp", "etc", "root", "opt/java/openjdk", "var/lib/weir")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String folder : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createSymbolicLink(root.resolve(folder), Path.of("usr", folder));
        }
        for (String file : ACCOUNTS) {
            if (Files.exists(Path.of("/etc", file))) {
                Files.copy(Path.of("/etc", file), root.resolve("etc").resolve(file));
            }
        }
    }

    /** Whether this machine lets us mount, as root in a namespace of our own. */
    static boolean isPossible() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    Path resolve(String path) {
        return root.resolve(path.replaceFirst("^/+", ""));
    }

    /** As COPY does it, but by hard links: what is copied is never changed. */
    void copy(Path source, Path target) throws IOException {
        if (Files.isRegularFile(source)) {
            Files.createLink(target, source);
            return;
        }
        Files.createDirectories(target);
        try (Stream<Path> tree = Files.walk(source)) {
            tree.forEach(
                    path -> link(path, target.resolve(source.relativize(path).toString())));
        }
    }

    private static void link(Path path, Path target) {
        try {
            if (Files.isDirectory(path)) {
                Files.createDirectories(target);
            } else {
                Files.createLink(target, path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Runs a command of the image's making. */
    void build(Path directory, List<String> command, Path log) throws IOException, InterruptedException {
        Process process = start("rw", directory, command, Map.of(), log);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(command + ": " + Files.readString(log));
        }
    }

    /** Starts a command as the engine does: not as root, and all is read-only but /tmp and the data folder. */
    Process run(Path directory, List<String> command, Map<String, String> environment, Path log) throws IOException {
        return start("ro", directory, command, environment, log);
    }

    private Process start(String mode, Path directory, List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder("unshare", "--mount", "bash", script().toString());
        builder.command().addAll(List.of(root.toString(), Java25.home().toString(), data.toString(), mode));
        builder.command().add(directory.toString());
        builder.command().addAll(command);
        builder.environment().clear();
        builder.environment().putAll(new TreeMap<>(Java25.environment()));
        builder.environment().putAll(environment);
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().merge("JDK_JAVA_OPTIONS", BRIEF, (given, brief) -> given + " " + brief);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private static Path script() {
        return Dockerfile.home().resolve("system-tests/src/test/resources/in-root.sh");
    }
}
