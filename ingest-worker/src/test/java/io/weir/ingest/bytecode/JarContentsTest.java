package io.weir.ingest.bytecode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Which jars are taken, and what is said of the others. */
class JarContentsTest {

    private static final String WIDE = """
            package com.example;
            import java.math.*;
            import java.time.*;
            import java.util.*;
            import java.util.stream.*;
            public class Wide {
                enum Size { SMALL, LARGE }
                record Pair(String left, String right) {}
                interface Shape { default double area() { return 1; } }
                static final class Square implements Shape { @Override public double area() { return 4; } }
                static class Wrong extends IllegalArgumentException { Wrong(String why) { super(why); } }
                public static BigDecimal gross(BigDecimal net, int rate) {
                    return net.multiply(BigDecimal.valueOf(100 + rate)).divide(BigDecimal.valueOf(100), 2, RoundingMode.HALF_UP);
                }
                public static String words(String text, Long most) {
                    Map<String, Integer> counts = new TreeMap<>();
                    for (String word : text.split(" ")) { counts.merge(word, 1, Integer::sum); }
                    return counts.entrySet().stream().limit(most).map(e -> e.getKey() + "=" + e.getValue())
                            .collect(Collectors.joining(", "));
                }
                public static LocalDate first(LocalDate day) { return day.withDayOfMonth(1); }
                public static OffsetDateTime zoned(LocalDateTime at) { return at.atOffset(ZoneOffset.UTC); }
                public static boolean large(double value) {
                    Size size = value > 10 ? Size.LARGE : Size.SMALL;
                    switch (size) { case LARGE: return true; default: return new Pair("a", "b").equals(null); }
                }
                public static double area(Double side) { if (side < 0) { throw new Wrong("below 0: " + side); } return new Square().area() * side; }
                public static int deep(int levels) { return deep(levels + 1) + 1; }
                public static List<String> unsupported(String text) { return List.of(text); }
                static int hidden(int value) { return value; }
            }
            """;

    @Test
    void whatWorksOnValuesIsTakenAndCalled() throws JarRefusedException {
        JarContents jar = JarContents.of(Jars.of("com.example.Wide", WIDE));
        LoadedJar loaded = new LoadedJar(jar);

        assertThat(jar.methods().stream().map(JavaMethod::signature))
                .containsExactly(
                        "com.example.Wide.area(DOUBLE) DOUBLE",
                        "com.example.Wide.deep(INTEGER) INTEGER",
                        "com.example.Wide.first(DATE) DATE",
                        "com.example.Wide.gross(DECIMAL, INTEGER) DECIMAL",
                        "com.example.Wide.large(DOUBLE) BOOLEAN",
                        "com.example.Wide.words(VARCHAR, BIGINT) VARCHAR",
                        "com.example.Wide.zoned(TIMESTAMP) TIMESTAMPTZ");
        assertThat(call(jar, loaded, "gross", new BigDecimal("10"), 19)).isEqualTo(new BigDecimal("11.90"));
        assertThat(call(jar, loaded, "words", "b a b", 9L)).isEqualTo("a=1, b=2");
        assertThat(call(jar, loaded, "large", 11.0)).isEqualTo(true);
        assertThatThrownBy(() -> call(jar, loaded, "area", -1.0))
                .isInstanceOf(JavaCallException.class)
                .hasMessage("com.example.Wide$Wrong: below 0: -1.0");
        assertThatThrownBy(() -> call(jar, loaded, "deep", 1))
                .isInstanceOf(JavaCallException.class)
                .hasMessageStartingWith("java.lang.StackOverflowError");
    }

    /** Loops, calls of itself, and streams that have no end but call uploaded code. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "while (true) { try { while (true) { value++; } } catch (Throwable caught) { value--; } }",
                "for (;;) { switch (value) { case 1: continue; default: value = 1; } }",
                "return (int) java.util.stream.Stream.generate(() -> 1).count();"
            })
    void whatWouldNotEndEndsAfterTheSameSteps(String statement) throws JarRefusedException {
        String source = "public class Endless { public static int one(int value) { " + statement + " } }";
        JarContents jar = JarContents.of(Jars.of("Endless", source));

        assertThatThrownBy(() -> call(jar, new LoadedJar(jar), "one", 1))
                .isInstanceOf(JavaCallException.class)
                .hasMessage("takes more than 50000000 steps");
    }

    private static @org.jspecify.annotations.Nullable Object call(
            JarContents jar, LoadedJar loaded, String name, Object... values) {
        JavaMethod method = jar.methods().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return loaded.call(method).with(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "System.exit(1);",
                "System.getenv();",
                "System.currentTimeMillis();",
                "System.out.println();",
                "Runtime.getRuntime();",
                "new ProcessBuilder(\"id\");",
                "new Thread(() -> {}).start();",
                "Thread.currentThread();",
                "new java.io.File(\"/etc/passwd\");",
                "try { new java.io.FileInputStream(\"x\"); } catch (java.io.IOException e) { }",
                "java.nio.file.Path.of(\"/\");",
                "try { new java.net.URL(\"http://x\"); } catch (java.net.MalformedURLException e) { }",
                "java.net.http.HttpClient.newHttpClient();",
                "\"x\".getClass();",
                "try { Class.forName(\"java.lang.Runtime\"); } catch (ClassNotFoundException e) { }",
                "String.class.getMethods();",
                "java.lang.invoke.MethodHandles.lookup();",
                "try { sun.misc.Unsafe.class.getName(); } catch (RuntimeException e) { }",
                "Integer.getInteger(\"user.home\");",
                "Boolean.getBoolean(\"x\");",
                "Math.random();",
                "new java.util.Random();",
                "java.util.UUID.randomUUID();",
                "java.time.Instant.now();",
                "java.time.ZoneId.systemDefault();",
                "java.util.Locale.setDefault(java.util.Locale.ROOT);",
                "java.util.List.of(1).parallelStream();",
                "java.util.stream.Stream.of(1).parallel();",
                "java.util.concurrent.ForkJoinPool.commonPool();",
                "java.util.ServiceLoader.load(Runnable.class);",
                "new java.util.Timer();",
                "try { new java.util.Scanner(new java.io.File(\"x\")); } catch (java.io.IOException e) { }",
                "new java.util.Formatter();",
                "new Exception().printStackTrace();",
                "new Object().hashCode(); synchronized (Example.class) { try { Example.class.wait(); } catch (InterruptedException e) { } }",
                "java.sql.DriverManager.getDrivers();",
                "new javax.script.ScriptEngineManager();",
                "java.util.function.Supplier<Object> s = Thread::currentThread; s.get();",
                "java.util.function.Supplier<Object> s = Runtime::getRuntime; s.get();"
            })
    void codeThatReachesFurtherIsRefused(String statement) {
        byte[] jar = Jars.of("com.example.Example", example(statement));

        JarRefusedException refused = refusal(jar);

        assertThat(refused.reason()).as(statement).matches("(names a class|uses something) .*not allowed");
        assertThat(refused.found()).startsWith("com/example/Example");
    }

    private static String example(String statement) {
        return "package com.example; public class Example { public static int one(int value) { " + statement
                + " return value; } }";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "extends Thread { | extends something",
                "extends ClassLoader { | extends something",
                "implements java.lang.reflect.InvocationHandler { public Object invoke(Object p, java.lang.reflect.Method m, Object[] a) { return p; } | implements something",
                "{ public static native int nat(int value); | native",
                "{ protected void finalize() { } | finalizer",
            })
    void classesOfOtherKindsAreRefused(String head, String reason) {
        String source = "package com.example; public class Kind " + head
                + " public static int one(int value) { return value; } }";

        assertThat(refusal(Jars.of("com.example.Kind", source)).reason()).contains(reason);
    }

    /** Inherited by way of a class of the jar, as compilers do not write it, and computed by a bootstrap method of its own. */
    @Test
    void handMadeCodeIsLookedAtAlike() {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Hand", null, "java/lang/RuntimeException", null);
        MethodVisitor method =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "one", "(I)I", null, new String[0]);
        method.visitCode();
        method.visitInsn(Opcodes.ACONST_NULL);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "Hand", "printStackTrace", "()V", false);
        method.visitVarInsn(Opcodes.ILOAD, 0);
        method.visitInsn(Opcodes.IRETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();

        assertThat(refusal(Jars.zip(Map.of("Hand.class", writer.toByteArray()))).found())
                .isEqualTo("Hand.class: Hand.printStackTrace");
    }

    @ParameterizedTest
    @CsvSource({
        "../up.txt, leads out",
        "/root.txt, leads out",
        "a/../../b, leads out",
        "c:\\windows, leads out",
        "lib/inner.jar, archive",
        "lib/INNER.ZIP, archive",
        "linux/libx.so, native library",
        "x.dll, native library",
        "META-INF/versions/11/com/example/A.class, certain versions",
        "broken.class, cannot be read",
        "java/lang/Mine.class, cannot be read"
    })
    void entriesOfTheseNamesAreRefused(String name, String reason) {
        Map<String, byte[]> entries = new LinkedHashMap<>(Jars.compiled("com.example.Example", example(""), "17"));
        entries.put(name, "nothing of worth".getBytes(StandardCharsets.UTF_8));

        JarRefusedException refused = refusal(Jars.zip(entries));

        assertThat(refused.reason()).contains(reason);
        assertThat(refused.found()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.Mine", "javax.Mine", "io.weir.Mine", "jdk.Mine", "org.duckdb.Mine"})
    void packagesOfOthersAreRefused(String name) {
        ClassWriter writer = new ClassWriter(0);
        String path = name.replace('.', '/');
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, path, null, "java/lang/Object", null);

        JarRefusedException refused = refusal(Jars.zip(Map.of(path + ".class", writer.toByteArray())));

        assertThat(refused.reason()).contains("not its own");
        assertThat(refused.found()).isEqualTo(path + ".class");
    }

    @Test
    void otherVersionsOtherNamesAndNothingToCallAreRefused() {
        byte[] file = Jars.compiled("com.example.Example", example(""), "17").get("com/example/Example.class");
        byte[] newer = file.clone();
        newer[7] = 62;
        byte[] preview = file.clone();
        preview[4] = (byte) 0xff;
        preview[5] = (byte) 0xff;

        assertThat(refusal(Jars.zip(Map.of("com/example/Example.class", newer))).found())
                .isEqualTo("com/example/Example.class, version 62.0");
        assertThat(refusal(Jars.zip(Map.of("com/example/Example.class", preview)))
                        .reason())
                .contains("another version");
        assertThat(refusal(Jars.zip(Map.of("com/example/Other.class", file))).reason())
                .contains("not called as its file");
        assertThat(refusal(Jars.of("A", "public class A { public static Object a(Object o) { return o; } }"))
                        .reason())
                .contains("nothing that could be called");
        assertThat(refusal(Jars.zip(Map.of("a.txt", new byte[1]))).reason()).contains("has no class");
        assertThat(refusal(new byte[100]).reason()).contains("has no class");
    }

    @Test
    void bombsAreNotUnpacked() {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int index = 0; index <= JarEntries.MOST_ENTRIES; index++) {
            many.put("e" + index, new byte[0]);
        }
        Random random = new Random(7);
        byte[] noise = new byte[JarEntries.MOST_BYTES + 1];
        random.nextBytes(noise);

        assertThat(refusal(Jars.zip(many)).reason()).contains("too many entries");
        assertThat(refusal(Jars.zip(Map.of("zeros", new byte[20 << 20]))).allowed())
                .contains("times its own size");
        assertThat(refusal(Jars.zip(Map.of("noise", noise))).allowed()).contains("of all entries");
    }

    @Test
    void anEntryThatIsThereTwiceIsRefused() {
        byte[] jar = Jars.zip(new LinkedHashMap<>(Map.of("aa", new byte[1], "ab", new byte[1])));
        byte[] twice =
                new String(jar, StandardCharsets.ISO_8859_1).replace("ab", "aa").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(refusal(twice).reason()).contains("twice");
    }

    /** Whatever the bytes are: taken, or refused with a reason, and what is taken can be loaded. */
    @Test
    void damagedJarsAreRefusedOrTaken() {
        byte[] whole = Jars.of("com.example.Wide", WIDE);
        byte[] file = Jars.compiled("com.example.Example", example(""), "17").get("com/example/Example.class");
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            byte[] damaged = (round % 2 == 0 ? whole : file).clone();
            for (int count = random.nextInt(4); count >= 0; count--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            byte[] jar = round % 2 == 0 ? damaged : Jars.zip(Map.of("com/example/Example.class", damaged));
            assertThatCode(() -> {
                        try {
                            JarContents.of(jar);
                        } catch (JarRefusedException refused) {
                            assertThat(refused.reason()).isNotBlank();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsAllowedIsThere() {
        for (String name : AllowedPlatform.all()) {
            assertThatCode(() -> Class.forName(name.replace('/', '.'), false, null))
                    .as(name)
                    .doesNotThrowAnyException();
        }
    }

    private static JarRefusedException refusal(byte[] jar) {
        return catchThrowableOfType(JarRefusedException.class, () -> JarContents.of(jar));
    }
}
