package io.weir.standalone.soak;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to run this very program once more: the same Java, the same options, the same classes. */
public final class OwnProgram {

    private OwnProgram() {}

    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        String classes = System.getProperty("java.class.path");
        if (classes.endsWith(".jar") && !classes.contains(File.pathSeparator)) {
            // Only so does its manifest open what it needs of the JDK.
            command.addAll(List.of("-jar", Path.of(classes).toAbsolutePath().toString()));
        } else {
            command.addAll(
                    List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", classes, "io.weir.standalone.Weir"));
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
