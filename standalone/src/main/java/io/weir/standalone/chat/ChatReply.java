package io.weir.standalone.chat;

import java.time.Duration;

/**
 * What an endpoint replied.
 *
 * @param status of HTTP
 * @param retryAfter how long it wants to be left alone; zero where it does not say
 * @param text the body, or as much of it as is taken
 * @param whole whether that is all of it
 */
public record ChatReply(int status, Duration retryAfter, String text, boolean whole) {}
