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
 * looked at and annotations found once. Nor is it made a part of what calls it, of which a method of a line would become work for a
 * second. What becomes hot later is compiled as ever.
 *
 * <p>By directives for HotSpot's compilers (JEP 165), which JVMs of other makers do not have: there, nothing changes.
 */
final class StartCompilation {

    private static final Logger LOG = LoggerFactory.getLogger(StartCompilation.class);

    /** Of classes and their methods, as directives write them. None is what requests, events or commits take their time for. */
    static final List<String> STARTS_ONLY = List.of(
            "org/springframework/asm/*.*",
            "org/springframework/beans/*.*",
            "org/springframework/boot/*.*",
            "org/springframework/cglib/*.*",
            "org/springframework/cloud/context/*.*",
            "org/springframework/context/*.*",
            "org/springframework/core/BridgeMethodResolver*.*",
            "org/springframework/core/MethodIntrospector*.*",
            "org/springframework/core/ResolvableType.forType",
            "org/springframework/core/ResolvableType.resolveClass",
            "org/springframework/core/ResolvableType.resolveType",
            "org/springframework/core/SerializableTypeWrapper*.*",
            "org/springframework/core/annotation/*.*",
            "org/springframework/core/env/*.*",
            "org/springframework/core/io/*.*",
            "org/springframework/core/type/*.*",
            "org/springframework/scheduling/annotation/*.*",
            "org/springframework/transaction/annotation/*.*",
            "org/springframework/transaction/interceptor/AbstractFallbackTransactionAttributeSource.computeTransactionAttribute",
            "org/springframework/util/ClassUtils.forName",
            "org/springframework/util/ClassUtils.getMostSpecificMethod",
            "org/springframework/util/ReflectionUtils.getDeclaredMethods",
            "org/springframework/util/StringUtils.cleanPath",
            "org/flywaydb/*.*",
            "com/sun/crypto/provider/PBKDF2KeyImpl.*",
            "java/lang/Class.annotationData",
            "java/lang/Class.createAnnotationData",
            "java/lang/Class.getMethodsRecursive",
            "java/lang/PublicMethods*.*",
            "java/lang/invoke/LambdaForm.*",
            "java/lang/invoke/LambdaForm$Name*.*",
            "java/lang/invoke/InvokerBytecodeGenerator*.*",
            "java/lang/invoke/MethodType.makeImpl",
            "java/lang/reflect/Executable.declaredAnnotations",
            "java/lang/reflect/Method.getDefaultValue",
            "java/net/URL.*",
            "java/util/function/BiPredicate$$Lambda*.*",
            "java/util/jar/*.*",
            "java/util/Properties*.*",
            "jdk/internal/jimage/*.*",
            "jdk/internal/loader/*.*",
            "jdk/internal/module/*.*",
            "jdk/internal/org/objectweb/asm/*.*",
            "sun/net/www/*.*",
            "sun/reflect/annotation/*.*",
            "sun/reflect/generics/*.*",
            "sun/util/locale/BaseLocale*.*");

    /** Of ours: each is taken back by itself. */
    private static final int DIRECTIVES = 2;

    private static final String STRINGS = String[].class.getName();

    private final boolean begun;

    private StartCompilation(boolean begun) {
        this.begun = begun;
    }

    /** Until it ends. */
    static StartCompilation begin() {
        try {
            Path file = Files.createTempFile("weir-start-", ".json");
            try {
                Files.writeString(file, directives());
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

    /** Of the two that match a method, its compilers follow the first one. */
    private static String directives() {
        return "[{match: [" + startsOnly("") + "], c2: {Exclude: true}}, {match: \"*.*\", c2: {inline: ["
                + startsOnly("-") + "]}}]";
    }

    private static String startsOnly(String sign) {
        return STARTS_ONLY.stream().map(pattern -> '"' + sign + pattern + '"').collect(Collectors.joining(", "));
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
            for (int directive = 0; directive < DIRECTIVES; directive++) {
                ask("compilerDirectivesRemove", new Object[0]);
            }
        } catch (JMException unknown) {
            LOG.warn("The JVM still compiles what starts run once only", unknown);
        }
    }
}
