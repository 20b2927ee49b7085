/** Stores: the brokers and warehouses that pipelines read from and write to. */
@NullMarked
package io.weir.platform.store;

import org.jspecify.annotations.NullMarked;
