package io.weir.standalone.configuration;

import org.jspecify.annotations.Nullable;

/** A setting that cannot be read or does not fit. The message is one line that says what to do. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
