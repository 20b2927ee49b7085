@NullMarked
package io.weir.platform.organization.jdbc;

import org.jspecify.annotations.NullMarked;
