package io.weir.ingest.bytecode;

import java.util.List;
import java.util.Map;

/**
 * What was found in a jar that was looked at.
 *
 * @param classes bytes of its class files by the names of the classes, with dots
 * @param methods what SQL may call, in order
 */
public record JarContents(Map<String, byte[]> classes, List<JavaMethod> methods) {

    public JarContents {
        classes = Map.copyOf(classes);
        methods = List.copyOf(methods);
    }

    /**
     * Looks at a jar, all of it.
     *
     * @throws JarRefusedException naming what is not as it must be
     */
    public static JarContents of(byte[] jar) throws JarRefusedException {
        Map<String, byte[]> classes = JarEntries.classes(jar);
        return new JarContents(classes, new ClassFiles(classes).check());
    }
}
