/** How a service is, by its calls, its pool of connections, its database and what it depends on, over the last minutes. */
@NullMarked
package io.weir.support.vitals;

import org.jspecify.annotations.NullMarked;
