/** Topics of the brokers that stores name. */
@NullMarked
package io.weir.platform.topic;

import org.jspecify.annotations.NullMarked;
