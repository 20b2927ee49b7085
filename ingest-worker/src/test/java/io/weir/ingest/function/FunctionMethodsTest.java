package io.weir.ingest.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.bytecode.Jars;
import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.transform.JavaBinding;
import io.weir.ingest.transform.SqlFunction;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which method of another jar a function is. */
class FunctionMethodsTest {

    /** A jar with a method of one name for each type, which gives back what it takes. */
    private static JarContent jar(String... types) {
        String methods = Stream.of(types)
                .map(type -> "public static " + type + " gross(" + type + " amount) { return amount; }")
                .collect(Collectors.joining(" "));
        byte[] jar = Jars.of("com.example.Tax", "package com.example; public class Tax { " + methods + " }");
        return JarContent.check(Base64.getEncoder().encodeToString(jar));
    }

    /** What the method takes and gives that the function is by another jar; the function was the only method of the first one. */
    private static Optional<String> by(JarContent first, JarContent other) {
        JavaBinding before =
                new JavaBinding("tax", first.jar().sha256(), first.methods().get(0));
        SqlFunction function = SqlFunction.of("gross", List.of("p1"), before);
        return FunctionMethods.by(function, before, other)
                .map(SqlFunction::javaMethod)
                .map(Objects::requireNonNull)
                .map(JavaBinding::method)
                .map(JavaMethod::descriptor);
    }

    @Test
    void ofSeveralOfItsNameAFunctionIsTheOneThatTakesWhatItTook() {
        JarContent several = jar("double", "long", "int", "boolean");

        assertThat(by(jar("long"), several)).contains("(J)J");
        assertThat(by(jar("boolean"), several)).contains("(Z)Z");
        assertThat(by(jar("double"), several)).contains("(D)D");
    }

    @Test
    void whereNoneOfSeveralTakesThatItIsNoneOfThem() {
        assertThat(by(jar("long"), jar("double", "int"))).isEmpty();
        assertThat(by(jar("long"), jar("int"))).as("the only one").contains("(I)I");
    }
}
