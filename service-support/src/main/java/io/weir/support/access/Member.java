package io.weir.support.access;

import io.swagger.v3.oas.annotations.media.Schema;

/** Something that is in an organization, by its kind and its very name. */
@Schema(name = "OrganizationMember")
public record Member(
        ResourceKind kind, @Schema(example = "shop-lake") String name) {}
