/** Examples of what operations take and answer, made of their schemas and of the examples that fields have. */
@NullMarked
package io.weir.support.openapi.example;

import org.jspecify.annotations.NullMarked;
