package io.weir.ingest.descriptor;

import io.weir.support.note.Notes;
import java.time.Instant;
import java.util.List;

/**
 * A descriptor source as it is kept, without its bytes.
 *
 * @param bytes how many it has
 * @param sha256 of its bytes, in hexadecimal digits
 * @param messages full names of its messages, in order
 * @param revision another one after each change
 */
public record KeptDescriptorSource(
        String name,
        long bytes,
        String sha256,
        List<String> messages,
        Notes notes,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public KeptDescriptorSource {
        messages = List.copyOf(messages);
    }
}
