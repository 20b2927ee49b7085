package io.weir.platform.organization;

import io.weir.support.access.Member;
import java.time.Instant;

/** Something that is in an organization, and since when. */
public record Content(Member member, Instant addedAt) {

    /** By which contents are in order. */
    public String key() {
        return member.kind() + " " + member.name();
    }
}
