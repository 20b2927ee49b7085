package io.weir.platform.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service is up.
 *
 * @param detail what is in the way; absent when it is up
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServiceHealth(Status status, @Nullable String detail) {

    /** Of one service. */
    public enum Status {
        UP,
        DOWN
    }

    static ServiceHealth up() {
        return new ServiceHealth(Status.UP, null);
    }

    static ServiceHealth down(String detail) {
        return new ServiceHealth(Status.DOWN, detail);
    }

    @JsonIgnore
    boolean isUp() {
        return status == Status.UP;
    }
}
