/** Whose pipelines are, and all else that the worker keeps, when their owners go. */
@NullMarked
package io.weir.ingest.ownership;

import org.jspecify.annotations.NullMarked;
