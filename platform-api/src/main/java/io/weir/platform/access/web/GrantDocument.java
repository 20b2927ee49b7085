package io.weir.platform.access.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.access.RoleGrant;
import io.weir.support.access.Member;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A grant as callers see it. */
@Schema(name = "Grant")
record GrantDocument(
        long id,
        String role,
        Privilege privilege,
        ResourceKind kind,
        String name,
        boolean withGrantOption,
        String grantedBy,
        Instant grantedAt,

        @Nullable
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Of a grant on organizations: what is in them, which it holds for, too")
        List<Member> members) {

    static GrantDocument of(RoleGrant given) {
        return new GrantDocument(
                given.id(),
                given.role(),
                given.grant().privilege(),
                given.grant().kind(),
                given.grant().name(),
                given.grant().withGrantOption(),
                given.grantedBy(),
                given.grantedAt(),
                given.grant().kind() == ResourceKind.ORGANIZATION ? given.members() : null);
    }
}
