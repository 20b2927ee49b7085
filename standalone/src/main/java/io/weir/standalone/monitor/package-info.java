/** A live view of pipelines. */
@NullMarked
package io.weir.standalone.monitor;

import org.jspecify.annotations.NullMarked;
