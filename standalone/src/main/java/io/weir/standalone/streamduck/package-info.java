/** The door for users of StreamDuck: what their environment says, run as pipelines. */
@NullMarked
package io.weir.standalone.streamduck;

import org.jspecify.annotations.NullMarked;
