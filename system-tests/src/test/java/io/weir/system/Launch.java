package io.weir.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the launcher has the JVM run the program: its options, and the classes of a start that was rehearsed. */
final class Launch {

    private static final Path HOME = Path.of(System.getProperty("weir.home", ".."));
    private static final Path PROGRAM = HOME.resolve("standalone/target/weir/weir.jar");
    private static final Path CLASSES = PROGRAM.resolveSibling("classes.jsa");
    private static final Pattern OPTIONS = Pattern.compile("jvm_options=\\(([^)]*)\\)");

    private Launch() {}

    /** The command up to the program's own arguments. */
    static List<String> command() throws IOException {
        if (!Files.exists(PROGRAM)) {
            throw new IllegalStateException(PROGRAM.toAbsolutePath() + " is missing: run ./mvnw verify from the top");
        }
        rehearse();
        return java("-XX:SharedArchiveFile=" + CLASSES.toAbsolutePath());
    }

    /** Once a build, as the launcher does: it halves the time of every later start. */
    private static synchronized void rehearse() throws IOException {
        if (Files.exists(CLASSES)
                && Files.getLastModifiedTime(CLASSES).compareTo(Files.getLastModifiedTime(PROGRAM)) > 0) {
            return;
        }
        Files.deleteIfExists(CLASSES);
        List<String> command = java("-XX:ArchiveClassesAtExit=" + CLASSES.toAbsolutePath());
        command.add("rehearse");
        Path log = Files.createTempFile("weir-rehearsal-", ".log");
        try {
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("the rehearsal failed: " + Files.readString(log));
            }
        } catch (InterruptedException ended) {
            throw new IllegalStateException("interrupted while a start was rehearsed", ended);
        } finally {
            Files.delete(log);
        }
    }

    private static List<String> java(String archive) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(List.of(archive, "-jar", PROGRAM.toAbsolutePath().toString()));
        return command;
    }

    private static List<String> options() throws IOException {
        Matcher found = OPTIONS.matcher(Files.readString(HOME.resolve("weir")));
        if (!found.find()) {
            throw new IllegalStateException("the launcher has no options for the JVM any more");
        }
        return Arrays.asList(found.group(1).strip().split("\\s+"));
    }
}
