package io.weir.ingest.descriptor;

import io.weir.ingest.protobuf.DescriptorSet;
import io.weir.ingest.protobuf.DescriptorsRefusedException;
import io.weir.ingest.upload.Upload;
import io.weir.support.problem.ProblemException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Looks at what is uploaded before it is kept. */
public final class Uploads {

    private static final String ALLOWED =
            "a FileDescriptorSet in Base64, as protoc --include_imports --descriptor_set_out makes it";

    /** Of a set; all of Google's own APIs have less. */
    public static final int MOST_BYTES = 4 << 20;

    private Uploads() {}

    /** What is in an upload, all of which could be read. */
    public static DescriptorContent check(@Nullable String base64) {
        Upload upload = Upload.of(base64, MOST_BYTES, ALLOWED);
        byte[] bytes = upload.bytes();
        try {
            DescriptorSet set = DescriptorSet.parse(bytes);
            return new DescriptorContent(Base64.getEncoder().encodeToString(bytes), upload.sha256(), set.messages());
        } catch (DescriptorsRefusedException refused) {
            throw ProblemException.invalid(Upload.FIELD, refused.reason(), null, ALLOWED);
        }
    }
}
