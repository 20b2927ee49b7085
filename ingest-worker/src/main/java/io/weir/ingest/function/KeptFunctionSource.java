package io.weir.ingest.function;

import io.weir.ingest.bytecode.JavaMethod;
import io.weir.support.note.Notes;
import java.time.Instant;
import java.util.List;

/**
 * A function source as it is kept, without its jar.
 *
 * @param bytes how many the jar has
 * @param sha256 of the jar, in hexadecimal digits
 * @param methods what of it may be called, in order
 * @param revision another one after each change
 */
public record KeptFunctionSource(
        String name,
        long bytes,
        String sha256,
        List<JavaMethod> methods,
        Notes notes,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public KeptFunctionSource {
        methods = List.copyOf(methods);
    }
}
