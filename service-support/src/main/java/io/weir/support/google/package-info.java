/** Google Cloud Storage. */
@NullMarked
package io.weir.support.google;

import org.jspecify.annotations.NullMarked;
