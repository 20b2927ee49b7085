package io.weir.standalone.platform;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While a platform starts, what only a start runs is compiled by the JVM's first compiler alone. The second one would take half a core
 * for the whole of the start, which has two, and most of what it made would never run again: definitions of beans are read, conditions
 * looked at and annotations found once. What becomes hot later is compiled as ever.
 *
 * <p>By directives for HotSpot's compilers (JEP 165), which JVMs of other makers do not have: there, nothing changes.
 */
final class StartCompilation {

    private static final Logger LOG = LoggerFactory.getLogger(StartCompilation.class);

    /** Of classes and their methods, as directives write them. None is on the way of a request, an event or a commit. */
    private static final List<String> STARTS_ONLY = List.of(
            "org/springframework/asm/*.*",
            "org/springframework/beans/*.*",
            "org/springframework/boot/*.*",
            "org/springframework/cglib/*.*",
            "org/springframework/cloud/context/*.*",
            "org/springframework/context/*.*",
            "org/springframework/core/BridgeMethodResolver*.*",
            "org/springframework/core/SerializableTypeWrapper*.*",
            "org/springframework/core/annotation/*.*",
            "org/springframework/core/env/*.*",
            "org/springframework/core/io/*.*",
            "org/springframework/core/type/*.*",
            "org/flywaydb/*.*",
            "java/lang/invoke/LambdaForm.*",
            "java/lang/invoke/LambdaForm$Name*.*",
            "java/lang/invoke/InvokerBytecodeGenerator*.*",
            "java/util/jar/*.*",
            "java/util/Properties*.*",
            "jdk/internal/jimage/*.*",
            "jdk/internal/loader/*.*",
            "jdk/internal/module/*.*",
            "jdk/internal/org/objectweb/asm/*.*",
            "sun/net/www/*.*",
            "sun/reflect/annotation/*.*",
            "sun/reflect/generics/*.*");

    private StartCompilation() {}

    /** Until it ends. */
    static StartCompilation begin() {
        String patterns = STARTS_ONLY.stream().map(pattern -> '"' + pattern + '"').collect(Collectors.joining(", "));
        try {
            Path file = Files.createTempFile("weir-start-", ".json");
            try {
                Files.writeString(file, "[{match: [" + patterns + "], c2: {Exclude: true}}]");
                ask("compilerDirectivesAdd", '"' + file.toString() + '"');
            } finally {
                Files.delete(file);
            }
        } catch (IOException | JMException unknown) {
            LOG.debug("What only a start runs is compiled as everything is", unknown);
        }
        return new StartCompilation();
    }

    private static void ask(String command, String... arguments) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        Object[] given = arguments.length == 0 ? new Object[0] : new Object[] {arguments};
        String[] types = arguments.length == 0 ? new String[0] : new String[] {String[].class.getName()};
        LOG.debug("{}: {}", command, server.invoke(commands, command, given, types));
    }

    void end() {
        try {
            ask("compilerDirectivesRemove");
        } catch (JMException unknown) {
            LOG.debug("There is nothing to undo", unknown);
        }
    }
}
