@NullMarked
package io.weir.platform.organization.web;

import org.jspecify.annotations.NullMarked;
