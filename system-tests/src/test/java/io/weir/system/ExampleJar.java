package io.weir.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.springframework.util.FileSystemUtils;

/** A jar with a method that functions can be of: {@code com.example.Twice.of}. */
final class ExampleJar {

    private static final String SOURCE = """
            package com.example;

            public class Twice {
                public static long of(long number) {
                    return 2 * number;
                }
            }
            """;

    private ExampleJar() {}

    /** Its bytes, which are the same whenever they are made. */
    static byte[] bytes() {
        try {
            Path folder = Files.createTempDirectory("weir-jar-");
            try {
                return packed(compiled(folder));
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static byte[] compiled(Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Twice.java"), SOURCE);
        int code = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "these tests need a JDK")
                .run(null, null, null, "--release", "17", "-d", folder.toString(), source.toString());
        if (code != 0) {
            throw new IllegalStateException("the example does not compile");
        }
        return Files.readAllBytes(folder.resolve("com/example/Twice.class"));
    }

    private static byte[] packed(byte[] compiled) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            JarEntry entry = new JarEntry("com/example/Twice.class");
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(compiled);
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }
}
