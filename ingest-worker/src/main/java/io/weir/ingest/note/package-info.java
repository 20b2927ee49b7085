/** What makers say of their things, which nothing here reads. */
@NullMarked
package io.weir.ingest.note;

import org.jspecify.annotations.NullMarked;
