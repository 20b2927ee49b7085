/** What a call to the platform needs. */
@NullMarked
package io.weir.platform.access.web;

import org.jspecify.annotations.NullMarked;
