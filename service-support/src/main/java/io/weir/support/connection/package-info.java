/** What a connection to a service holds: next to nothing while it waits, and large pieces while much passes. */
@NullMarked
package io.weir.support.connection;

import org.jspecify.annotations.NullMarked;
