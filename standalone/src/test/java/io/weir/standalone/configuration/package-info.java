/** Tests of what settings are read from. */
@NullMarked
package io.weir.standalone.configuration;

import org.jspecify.annotations.NullMarked;
