/** How services connect to the brokers that stores name. */
@NullMarked
package io.weir.support.broker;

import org.jspecify.annotations.NullMarked;
