/** Where live events are listened to and broadcast. */
@NullMarked
package io.weir.lineage.live.web;

import org.jspecify.annotations.NullMarked;
