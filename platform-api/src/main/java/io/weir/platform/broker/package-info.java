/** The brokers that stores name. */
@NullMarked
package io.weir.platform.broker;

import org.jspecify.annotations.NullMarked;
