/** The audit log over HTTP. */
@NullMarked
package io.weir.platform.audit.web;

import org.jspecify.annotations.NullMarked;
