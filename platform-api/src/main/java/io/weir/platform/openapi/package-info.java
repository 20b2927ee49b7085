/** The one OpenAPI document of the platform, merged of what each service says of itself. */
@NullMarked
package io.weir.platform.openapi;

import org.jspecify.annotations.NullMarked;
