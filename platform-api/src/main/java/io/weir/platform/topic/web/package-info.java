/** Topics over HTTP. */
@NullMarked
package io.weir.platform.topic.web;

import org.jspecify.annotations.NullMarked;
