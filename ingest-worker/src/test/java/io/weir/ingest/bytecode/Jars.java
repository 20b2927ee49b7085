package io.weir.ingest.bytecode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Jars, made in memory by Java's own compiler. */
public final class Jars {

    /** To compile takes the third of a second, and many tests ask for the same. */
    private static final Map<List<String>, byte[]> MADE = new ConcurrentHashMap<>();

    private Jars() {}

    /** A jar of one class, by its name and source, and of what is nested in it. */
    public static byte[] of(String className, String source) {
        return MADE.computeIfAbsent(List.of(className, source), any -> zip(compiled(className, source, "17")))
                .clone();
    }

    /** Class files by their paths in a jar. */
    static Map<String, byte[]> compiled(String className, String source, String release) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> made = new LinkedHashMap<>();
        JavaFileManager files =
                new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
                    @Override
                    public JavaFileObject getJavaFileForOutput(
                            Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                        return new SimpleJavaFileObject(URI.create("memory:///" + name.hashCode()), kind) {
                            @Override
                            public OutputStream openOutputStream() {
                                return made.computeIfAbsent(
                                        name.replace('.', '/') + ".class", path -> new ByteArrayOutputStream());
                            }
                        };
                    }
                };
        String path = "memory:///" + className.replace('.', '/') + ".java";
        JavaFileObject text = new SimpleJavaFileObject(URI.create(path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> said = new ArrayList<>();
        boolean done = compiler.getTask(
                        null,
                        files,
                        problem -> said.add(problem.toString()),
                        List.of("--release", release, "-proc:none", "-classpath", ""),
                        null,
                        List.of(text))
                .call();
        if (!done) {
            throw new IllegalArgumentException(said.toString());
        }
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        made.forEach((name, content) -> bytes.put(name, content.toByteArray()));
        return bytes;
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream jar = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(jar)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return jar.toByteArray();
    }
}
