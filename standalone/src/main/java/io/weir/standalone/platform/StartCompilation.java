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

    private static final String STRINGS = String[].class.getName();

    private final boolean begun;

    private StartCompilation(boolean begun) {
        this.begun = begun;
    }

    /** Until it ends. */
    static StartCompilation begin() {
        String patterns =
                STARTS_ONLY.stream().map(pattern -> '"' + pattern + '"').collect(Collectors.joining(", "));
        try {
            Path file = Files.createTempFile("weir-start-", ".json");
            try {
                Files.writeString(file, "[{match: [" + patterns + "], c2: {Exclude: true}}]");
                ask("compilerDirectivesAdd", new Object[] {new String[] {'"' + file.toString() + '"'}}, STRINGS);
            } finally {
                Files.delete(file);
            }
            return new StartCompilation(true);
        } catch (IOException | JMException unknown) {
            LOG.debug("What only a start runs is compiled as everything is", unknown);
            return new StartCompilation(false);
        }
    }

    private static void ask(String command, Object[] arguments, String... types) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        LOG.debug("{}: {}", command, server.invoke(commands, command, arguments, types));
    }

    void end() {
        if (!begun) {
            return;
        }
        try {
            ask("compilerDirectivesRemove", new Object[0]);
        } catch (JMException unknown) {
            LOG.warn("The JVM still compiles what starts run once only", unknown);
        }
    }
}
