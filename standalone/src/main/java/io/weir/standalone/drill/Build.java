package io.weir.standalone.drill;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.soak.OwnProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program that a replica runs.
 *
 * @param name as it is told
 * @param program {@code weir.jar} of an earlier build; null for the one that is running here
 */
record Build(String name, @Nullable Path program) {

    private static final String PROGRAM = "weir.jar";
    private static final String CLASSES = "-XX:SharedArchiveFile=";
    private static final List<String> SMALL = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

    static Build own() {
        return new Build("this build", null);
    }

    /**
     * An earlier build.
     *
     * @param place its {@code weir.jar}, the folder that has it, or sources that were built
     * @throws CommandFailure if there is none
     */
    static Build earlier(Path place) {
        List<Path> places = List.of(
                place,
                place.resolve(PROGRAM),
                place.resolve("standalone").resolve("target").resolve("weir").resolve(PROGRAM));
        Path found = places.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new CommandFailure("there is no build in " + place
                        + ": name a weir.jar with its lib, or a folder where ./weir ran"));
        return new Build("the earlier build", found.toAbsolutePath().normalize());
    }

    /** How to run it, with little memory: eight of them are on one machine, each for some minutes. */
    List<String> command(String... arguments) {
        List<String> command = OwnProgram.command(arguments);
        command.removeIf(option -> option.startsWith("-Xm"));
        if (program != null) {
            command = of(program, command, arguments.length);
        }
        command.addAll(1, SMALL);
        return command;
    }

    /** The same Java and the same options, but for the classes. */
    private static List<String> of(Path program, List<String> own, int arguments) {
        List<String> command = new ArrayList<>(List.of(own.get(0)));
        own.stream()
                .skip(1)
                .takeWhile(option -> !option.equals("-jar") && !option.equals("-cp"))
                .filter(option -> !option.startsWith(CLASSES))
                .forEach(command::add);
        Path classes = program.resolveSibling("classes.jsa");
        if (Files.isRegularFile(classes)) {
            command.add(CLASSES + classes);
        }
        command.addAll(List.of("-jar", program.toString()));
        command.addAll(own.subList(own.size() - arguments, own.size()));
        return command;
    }
}
