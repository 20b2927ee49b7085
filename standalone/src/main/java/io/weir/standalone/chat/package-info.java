/** How an endpoint that speaks the protocol of OpenAI's chat completions is asked. */
@NullMarked
package io.weir.standalone.chat;

import org.jspecify.annotations.NullMarked;
