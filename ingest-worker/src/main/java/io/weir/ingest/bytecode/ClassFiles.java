package io.weir.ingest.bytecode;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/** The class files of a jar, looked at together: each may name the others, and what of Java is allowed. */
final class ClassFiles {

    private static final int OLDEST = 52;
    private static final int NEWEST = 61;
    private static final int PREVIEW = 0xffff;
    private static final String CLASSES = "classes of Java 8 to 17, as javac --release 17 makes them";
    private static final List<String> TAKEN =
            List.of("java/", "javax/", "jdk/", "sun/", "com/sun/", "io/weir/", "org/duckdb/");

    private final Map<String, byte[]> files;
    private final Map<String, ClassOutline> outlines = new HashMap<>();

    ClassFiles(Map<String, byte[]> files) {
        this.files = files;
    }

    /** Looks at all of them; says what SQL may call, in order. */
    List<JavaMethod> check() throws JarRefusedException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey().replace('.', '/');
            version(name, file.getValue());
            outlines.put(name, outline(name, file.getValue()));
        }
        List<JavaMethod> methods = new ArrayList<>();
        for (ClassOutline outline : outlines.values()) {
            try {
                new ClassRules(outline, outlines).check();
                // There must be room for what is put in when it is loaded.
                MeteredCode.of(outline.reader());
            } catch (RuntimeException broken) {
                throw unreadable(outline.name());
            }
            methods.addAll(outline.methods());
        }
        if (methods.isEmpty()) {
            throw new JarRefusedException(
                    "has nothing that could be called",
                    null,
                    "a public class with a public static method that takes and gives " + JavaType.NAMES);
        }
        methods.sort(Comparator.comparing(JavaMethod::className)
                .thenComparing(JavaMethod::name)
                .thenComparing(JavaMethod::descriptor));
        return methods;
    }

    private static void version(String name, byte[] file) throws JarRefusedException {
        if (file.length < 10 || file[0] != (byte) 0xca || file[1] != (byte) 0xfe) {
            throw unreadable(name);
        }
        int minor = number(file, 4);
        int major = number(file, 6);
        if (major < OLDEST || major > NEWEST || minor == PREVIEW) {
            throw new JarRefusedException(
                    "has a class of another version of Java", name + ".class, version " + major + "." + minor, CLASSES);
        }
    }

    private static int number(byte[] file, int at) {
        return Byte.toUnsignedInt(file[at]) << 8 | Byte.toUnsignedInt(file[at + 1]);
    }

    private static ClassOutline outline(String name, byte[] file) throws JarRefusedException {
        for (String prefix : TAKEN) {
            if (name.startsWith(prefix)) {
                throw new JarRefusedException(
                        "has a class of a package that is not its own", name + ".class", "packages of its maker");
            }
        }
        ClassOutline outline;
        try {
            outline = new ClassOutline(new ClassReader(file));
        } catch (RuntimeException broken) {
            throw unreadable(name);
        }
        if (!outline.name().equals(name)) {
            throw new JarRefusedException(
                    "has a class that is not called as its file", name + ".class: " + outline.name(), CLASSES);
        }
        return outline;
    }

    private static JarRefusedException unreadable(String name) {
        return new JarRefusedException("has a class file that cannot be read", name + ".class", CLASSES);
    }
}
