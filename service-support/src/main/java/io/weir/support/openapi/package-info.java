/**
 * One OpenAPI 3.1 document of each service at {@code /v3/api-docs}, the same bytes every time, in the shape that client
 * generators understand. Controllers give {@code @Tag} and {@code @Operation(operationId, summary)}; the rest follows from
 * the Java types: a record component that is not {@code @Nullable} is required, {@code Page<Store>} is {@code StorePage},
 * which problems an operation may be answered with is read from its code, and every body has an example.
 */
@NullMarked
package io.weir.support.openapi;

import org.jspecify.annotations.NullMarked;
