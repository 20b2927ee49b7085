package io.weir.ingest.function;

/**
 * A method of a jar, as somebody asks for it.
 *
 * @param className as in {@code com.example.Tax}
 */
public record MethodName(String source, String className, String method) {}
