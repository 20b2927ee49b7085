/**
 * Who makes a request. The gateway exchanges what a caller brings for a short-lived token that is signed with a key of the
 * data folder; every service verifies it, and takes no request without.
 */
@NullMarked
package io.weir.support.identity;

import org.jspecify.annotations.NullMarked;
