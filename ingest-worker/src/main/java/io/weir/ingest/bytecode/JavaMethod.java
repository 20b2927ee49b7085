package io.weir.ingest.bytecode;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A public static method of a jar that SQL may call.
 *
 * @param className as in {@code com.example.Tax}
 * @param descriptor its parameters and what it gives, as class files have it
 * @param parameters types of what it takes
 * @param returns type of what it gives
 */
public record JavaMethod(
        String className, String name, String descriptor, List<JavaType> parameters, JavaType returns) {

    /** As many as a function may have. */
    static final int MOST_PARAMETERS = 16;

    public JavaMethod {
        parameters = List.copyOf(parameters);
    }

    /** As people read it, by SQL's types. */
    public String signature() {
        return className + "." + name + "("
                + parameters.stream().map(JavaType::name).collect(Collectors.joining(", ")) + ") " + returns;
    }
}
