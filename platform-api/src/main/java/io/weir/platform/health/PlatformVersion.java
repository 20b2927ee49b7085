package io.weir.platform.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Which build of the platform this is.
 *
 * @param builtAt when it was built (ISO 8601); absent where it runs from unpacked classes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlatformVersion(String version, @Nullable String builtAt) {}
