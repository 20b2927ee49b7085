package io.weir.ingest.descriptor;

import java.util.Base64;
import java.util.List;

/**
 * What a descriptor source has, as it was uploaded, and what was found in it.
 *
 * @param base64 the bytes
 * @param sha256 of the bytes, in hexadecimal digits
 * @param messages full names of its messages
 */
public record DescriptorContent(String base64, String sha256, List<String> messages) {

    public DescriptorContent {
        messages = List.copyOf(messages);
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
