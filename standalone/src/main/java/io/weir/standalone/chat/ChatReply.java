package io.weir.standalone.chat;

import java.util.Optional;

/**
 * What an endpoint replied.
 *
 * @param status of HTTP
 * @param retryAfter what the header of this name says
 * @param text the body, or as much of it as is taken
 * @param whole whether that is all of it
 */
public record ChatReply(int status, Optional<String> retryAfter, String text, boolean whole) {}
