package io.weir.support.answer;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** Where something is that was made, for the {@code Location} of the answer, and of the audit log. */
public final class Locations {

    private Locations() {}

    /**
     * A path.
     *
     * @param template as in {@code /api/v1/runs/{run}}
     * @param names that take the places in braces, each encoded
     */
    public static URI of(String template, Object... names) {
        return UriComponentsBuilder.fromUriString(template).build(names);
    }

    /** The answer about what is under way there. */
    public static ResponseEntity.BodyBuilder accepted(URI location) {
        return ResponseEntity.status(HttpStatus.ACCEPTED).location(location);
    }
}
