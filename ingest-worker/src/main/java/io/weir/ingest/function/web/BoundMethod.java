package io.weir.ingest.function.web;

import io.weir.ingest.bytecode.JavaMethod;
import io.weir.ingest.transform.JavaBinding;
import org.jspecify.annotations.Nullable;

/**
 * The method that a function is, as the API gives it.
 *
 * @param sha256 of the jar, in hexadecimal digits
 * @param className which was asked for; that of the method
 */
record BoundMethod(String source, String sha256, String className, JavaMethod method) {

    static @Nullable BoundMethod of(@Nullable JavaBinding binding) {
        return binding == null
                ? null
                : new BoundMethod(
                        binding.source(), binding.sha256(), binding.method().className(), binding.method());
    }
}
