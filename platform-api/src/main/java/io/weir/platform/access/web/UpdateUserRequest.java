package io.weir.platform.access.web;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What of a user is changed.
 *
 * @param roles all that it has from now on
 */
record UpdateUserRequest(@Schema(example = "[\"analyst\"]") List<String> roles) {}
