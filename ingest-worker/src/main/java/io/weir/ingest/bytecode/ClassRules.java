package io.weir.ingest.bytecode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * What a class may name. Looked up in its constant pool, without which no instruction can name a class, a method or a field, so
 * that it does not matter how the code is written.
 */
final class ClassRules {

    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int COMPUTED_CONSTANT = 17;
    private static final String ALLOWED =
            "texts, numbers, times, collections and streams; no files, network, threads, reflection,"
                    + " clocks, chance or native code (docs/functions.md)";

    private final ClassOutline outline;
    private final Map<String, ClassOutline> jar;
    private final ClassReader reader;
    private final char[] buffer;

    ClassRules(ClassOutline outline, Map<String, ClassOutline> jar) {
        this.outline = outline;
        this.jar = jar;
        this.reader = outline.reader();
        this.buffer = new char[reader.getMaxStringLength()];
    }

    void check() throws JarRefusedException {
        Optional<String> forbidden = outline.forbidden();
        if (forbidden.isPresent()) {
            throw refused("has a method that is native, or a finalizer", forbidden.get());
        }
        requireAncestors();
        for (int index = 1; index < reader.getItemCount(); index++) {
            int offset = reader.getItem(index);
            if (offset > 0) {
                item(Byte.toUnsignedInt((byte) reader.readByte(offset - 1)), offset);
            }
        }
    }

    private void requireAncestors() throws JarRefusedException {
        String superclass = outline.superclass();
        if (!jar.containsKey(superclass) && !AllowedPlatform.isSuperclass(superclass)) {
            throw refused("extends something that it may not", superclass);
        }
        for (String implemented : outline.interfaces()) {
            if (!jar.containsKey(implemented) && !AllowedPlatform.isInterface(implemented)) {
                throw refused("implements something that it may not", implemented);
            }
        }
    }

    private void item(int tag, int offset) throws JarRefusedException {
        switch (tag) {
            case CLASS -> named(reader.readUTF8(offset, buffer));
            case FIELD, METHOD, INTERFACE_METHOD -> {
                int member = reader.getItem(reader.readUnsignedShort(offset + 2));
                used(
                        reader.readClass(offset, buffer),
                        reader.readUTF8(member, buffer),
                        reader.readUTF8(member + 2, buffer));
            }
            case COMPUTED_CONSTANT -> throw refused("has a constant that is computed when it is loaded", "dynamic");
            default -> {
                // Numbers, texts, and what is made of the items above.
            }
        }
    }

    private void named(String name) throws JarRefusedException {
        String element = element(name);
        if (!element.isEmpty() && !jar.containsKey(element) && !AllowedPlatform.knows(element)) {
            throw refused("names a class that is not allowed", element);
        }
    }

    /** The class that an array is of; nothing where it is of numbers. */
    private static String element(String name) {
        if (!name.startsWith("[")) {
            return name;
        }
        String element = name.substring(name.lastIndexOf('[') + 1);
        return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
    }

    private void used(String owner, String member, String descriptor) throws JarRefusedException {
        boolean allowed = owner.startsWith("[")
                ? member.equals("clone")
                : jar.containsKey(owner) ? isFound(owner, member, descriptor) : AllowedPlatform.permits(owner, member);
        if (!allowed) {
            throw refused("uses something that is not allowed", owner + "." + member);
        }
    }

    /** What a class of the jar does not have itself, nor one of the jar that it extends, may be Java's own. */
    private boolean isFound(String owner, String member, String descriptor) {
        String next = owner;
        while (jar.containsKey(next)) {
            if (jar.get(next).declares(member, descriptor)) {
                return true;
            }
            next = jar.get(next).superclass();
        }
        return ancestors(owner).stream().allMatch(ancestor -> AllowedPlatform.permits(ancestor, member));
    }

    /** Java's own classes and interfaces that a class of the jar extends and implements, by whatever way. */
    private Set<String> ancestors(String owner) {
        Set<String> platform = new HashSet<>();
        Set<String> seen = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(owner));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            ClassOutline known = jar.get(next);
            if (known == null) {
                platform.add(next);
            } else if (seen.add(next)) {
                open.add(known.superclass());
                open.addAll(known.interfaces());
            }
        }
        return platform;
    }

    private JarRefusedException refused(String reason, String what) {
        return new JarRefusedException(reason, outline.name() + ".class: " + what.replace('/', '.'), ALLOWED);
    }
}
