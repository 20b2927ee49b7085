package io.weir.ingest.descriptor.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.descriptor.KeptDescriptorSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A descriptor source as the API gives it.
 *
 * @param messages full names of its messages, which pipelines may read
 * @param bytes how many were uploaded
 * @param sha256 of what was uploaded, in hexadecimal digits
 */
@Schema(name = "DescriptorSource")
record DescriptorSourceDocument(
        String name,
        List<String> messages,
        long bytes,
        String sha256,
        String comment,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static DescriptorSourceDocument of(KeptDescriptorSource source) {
        return new DescriptorSourceDocument(
                source.name(),
                source.messages(),
                source.bytes(),
                source.sha256(),
                source.notes().comment(),
                source.owner(),
                new TreeMap<>(source.notes().properties()),
                source.createdAt(),
                source.updatedAt());
    }
}
