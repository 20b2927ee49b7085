package io.weir.standalone.ask;

/**
 * What somebody said in a conversation.
 *
 * @param role {@code user} or {@code assistant}
 */
record Message(String role, String content) {

    static Message question(String content) {
        return new Message("user", content);
    }

    static Message answer(String content) {
        return new Message("assistant", content);
    }
}
