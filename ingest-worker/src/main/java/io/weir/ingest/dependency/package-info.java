/** What pipelines need from outside, and how it is spared while it is away. */
@NullMarked
package io.weir.ingest.dependency;

import org.jspecify.annotations.NullMarked;
