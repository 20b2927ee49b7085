package io.weir.ingest.function;

import io.weir.ingest.bytecode.JarContents;
import io.weir.ingest.bytecode.JarRefusedException;
import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.upload.Upload;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A jar as it was uploaded, and what of it may be called.
 *
 * @param methods in order
 */
public record JarContent(Upload jar, List<JavaMethod> methods) {

    /** Of a jar. */
    public static final int MOST_BYTES = 4 << 20;

    private static final String ALLOWED = "a jar in Base64, " + MOST_BYTES + " bytes at most";

    public JarContent {
        methods = List.copyOf(methods);
    }

    /** A jar all of which was looked at, and is taken. */
    public static JarContent check(@Nullable String base64) {
        Upload jar = Upload.of(base64, MOST_BYTES, ALLOWED);
        try {
            return new JarContent(jar, JarContents.of(jar.bytes()).methods());
        } catch (JarRefusedException refused) {
            throw ProblemException.invalid(Upload.FIELD, refused.reason(), refused.found(), refused.allowed());
        }
    }
}
