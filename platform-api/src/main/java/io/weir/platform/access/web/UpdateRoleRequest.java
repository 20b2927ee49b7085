package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;

/** What of a role is changed; what it is granted is changed role by role. */
record UpdateRoleRequest(@Schema(example = "salespeople") String description) {}
