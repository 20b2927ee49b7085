/** The REST routes of this feature. */
@NullMarked
package io.weir.metadata.commit.web;

import org.jspecify.annotations.NullMarked;
