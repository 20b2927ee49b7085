package io.weir.ingest.transform;

import io.weir.ingest.bytecode.JavaMethod;

/**
 * The method of a jar that a function is.
 *
 * @param source name of the function source
 * @param sha256 of the jar, in hexadecimal digits
 */
public record JavaBinding(String source, String sha256, JavaMethod method) {}
