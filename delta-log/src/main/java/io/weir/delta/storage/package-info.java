/** Where log files are kept: a small port, and its adapter for folders. */
@NullMarked
package io.weir.delta.storage;

import org.jspecify.annotations.NullMarked;
