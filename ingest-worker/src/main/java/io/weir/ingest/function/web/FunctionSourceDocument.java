package io.weir.ingest.function.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.function.KeptFunctionSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A function source as the API gives it.
 *
 * @param methods what of the jar functions may be
 * @param bytes how many were uploaded
 * @param sha256 of what was uploaded, in hexadecimal digits
 */
@Schema(name = "FunctionSource")
record FunctionSourceDocument(
        String name,
        List<JavaMethod> methods,
        long bytes,
        String sha256,
        String comment,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static FunctionSourceDocument of(KeptFunctionSource source) {
        return new FunctionSourceDocument(
                source.name(),
                source.methods(),
                source.bytes(),
                source.sha256(),
                source.notes().comment(),
                source.owner(),
                new TreeMap<>(source.notes().properties()),
                source.createdAt(),
                source.updatedAt());
    }
}
