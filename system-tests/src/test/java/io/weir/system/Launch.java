package io.weir.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the launcher has the JVM run the program: its options, and the classes of a start that was rehearsed. */
enum Launch {
    /** Exactly so. */
    AS_USERS_DO(List.of()),

    /** Without the second compiler: half of what a process of seconds costs, and no other behaviour. */
    BRIEF(List.of("-XX:TieredStopAtLevel=1"));

    private static final Path HOME = Path.of(System.getProperty("weir.home", ".."));
    private static final Path PROGRAM = HOME.resolve("standalone/target/weir/weir.jar");
    private static final Path CLASSES = PROGRAM.resolveSibling("classes.jsa");
    private static final Pattern OPTIONS = Pattern.compile("jvm_options=\\(([^)]*)\\)");

    private final List<String> moreOptions;

    Launch(List<String> moreOptions) {
        this.moreOptions = moreOptions;
    }

    /** The command up to the program's own arguments. */
    List<String> command() throws IOException {
        if (!Files.exists(PROGRAM)) {
            throw new IllegalStateException(PROGRAM.toAbsolutePath() + " is missing: run ./mvnw verify from the top");
        }
        rehearse();
        return java(moreOptions, "-XX:SharedArchiveFile=" + CLASSES.toAbsolutePath());
    }

    /** Once a build, as the launcher does, whatever other JVMs run tests beside this one: it halves every later start. */
    private static synchronized void rehearse() throws IOException {
        Path lock = PROGRAM.resolveSibling("classes.lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ours = channel.lock()) {
            if (ours.isValid() && !isRehearsed()) {
                rehearseAlone();
            }
        }
    }

    private static boolean isRehearsed() throws IOException {
        return Files.exists(CLASSES)
                && Files.getLastModifiedTime(CLASSES).compareTo(Files.getLastModifiedTime(PROGRAM)) > 0;
    }

    private static void rehearseAlone() throws IOException {
        Files.deleteIfExists(CLASSES);
        List<String> command = java(BRIEF.moreOptions, "-XX:ArchiveClassesAtExit=" + CLASSES.toAbsolutePath());
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

    private static List<String> java(List<String> moreOptions, String archive) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(moreOptions);
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
