package io.weir.ingest.bytecode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Takes the class files out of a jar. It is read from its beginning to its end and in memory alone: what is loaded later is
 * what was found here, whatever the directory at the jar's end says.
 */
final class JarEntries {

    static final int MOST_ENTRIES = 2_000;
    static final int MOST_BYTES = 32 << 20;
    static final int MOST_RATIO = 100;

    private static final int LONGEST_NAME = 512;
    private static final int CHUNK = 16 << 10;
    private static final String CLASS = ".class";
    private static final List<String> ARCHIVES = List.of(".jar", ".war", ".ear", ".zip", ".jmod");
    private static final List<String> LIBRARIES = List.of(".so", ".dll", ".dylib", ".jnilib", ".exe");

    /** How files of these kinds begin, whatever they are called: archives, then libraries of Linux, Windows and macOS. */
    private static final List<byte[]> ARCHIVE_MAGIC = List.of(new byte[] {'P', 'K', 3, 4});

    private static final List<byte[]> LIBRARY_MAGIC =
            List.of(new byte[] {0x7f, 'E', 'L', 'F'}, new byte[] {'M', 'Z'}, new byte[] {
                (byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe
            });

    private final byte[] jar;
    private final Set<String> names = new HashSet<>();
    private final Map<String, byte[]> classes = new TreeMap<>();
    private long inflated;

    private JarEntries(byte[] jar) {
        this.jar = jar;
    }

    static Map<String, byte[]> classes(byte[] jar) throws JarRefusedException {
        JarEntries entries = new JarEntries(jar);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.take(entry, zip);
            }
        } catch (IOException | IllegalArgumentException broken) {
            // The latter for names that are no text.
            throw new JarRefusedException(
                    "is no jar that can be read: " + broken.getMessage(), null, "a jar, as the jar tool makes it");
        }
        if (entries.classes.isEmpty()) {
            throw new JarRefusedException("has no class", null, "a jar with classes, as the jar tool makes it");
        }
        return entries.classes;
    }

    private void take(ZipEntry entry, ZipInputStream zip) throws IOException, JarRefusedException {
        String name = entry.getName();
        name(name);
        byte[] content = content(name, zip);
        kind(name, content);
        if (!entry.isDirectory() && name.endsWith(CLASS) && !name.equals("module-info.class")) {
            classes.put(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), content);
        }
    }

    private void name(String name) throws JarRefusedException {
        boolean outside = name.startsWith("/")
                || name.length() > LONGEST_NAME
                || name.chars().anyMatch(letter -> letter < ' ' || letter == '\\' || letter == ':' || letter == 0x7f)
                || List.of(name.split("/", -1)).contains("..");
        if (outside) {
            throw new JarRefusedException(
                    "has an entry whose name leads out of it", name, "paths below the jar, with '/'");
        }
        if (!names.add(name)) {
            throw new JarRefusedException("has an entry twice", name, "each name once");
        }
        if (names.size() > MOST_ENTRIES) {
            throw new JarRefusedException(
                    "has too many entries", "more than " + MOST_ENTRIES, "at most " + MOST_ENTRIES);
        }
        if (name.startsWith("META-INF/versions/") && name.endsWith(CLASS)) {
            throw new JarRefusedException("has classes for certain versions of Java", name, "one class of each name");
        }
    }

    /** Counted while it is inflated: what headers say of sizes is anybody's claim. */
    private byte[] content(String name, ZipInputStream zip) throws IOException, JarRefusedException {
        java.io.ByteArrayOutputStream content = new java.io.ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int read = zip.read(chunk); read >= 0; read = zip.read(chunk)) {
            inflated += read;
            if (inflated > MOST_BYTES) {
                throw new JarRefusedException(
                        "is too much when it is unpacked", name, "at most " + MOST_BYTES + " bytes of all entries");
            }
            if (inflated > (long) MOST_RATIO * jar.length) {
                throw new JarRefusedException(
                        "is too much when it is unpacked", name, "at most " + MOST_RATIO + " times its own size");
            }
            content.write(chunk, 0, read);
        }
        return content.toByteArray();
    }

    private static void kind(String name, byte[] content) throws JarRefusedException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (ARCHIVES.stream().anyMatch(lower::endsWith) || begins(content, ARCHIVE_MAGIC)) {
            throw new JarRefusedException("has an archive in it", name, "the classes of it, unpacked");
        }
        if (LIBRARIES.stream().anyMatch(lower::endsWith) || begins(content, LIBRARY_MAGIC)) {
            throw new JarRefusedException("has a native library in it", name, "classes alone");
        }
    }

    private static boolean begins(byte[] content, List<byte[]> magic) {
        return magic.stream()
                .anyMatch(start -> content.length >= start.length
                        && java.util.Arrays.equals(content, 0, start.length, start, 0, start.length));
    }
}
