/** Tests of this package. */
@NullMarked
package io.weir.metadata.commit.web;

import org.jspecify.annotations.NullMarked;
