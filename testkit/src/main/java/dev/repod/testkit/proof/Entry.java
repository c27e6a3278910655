package dev.repod.testkit.proof;

import org.jspecify.annotations.Nullable;

/**
 * A line of a diary.
 *
 * @param order when, among all lines of one history
 * @param what what was told
 * @param text a reason, for people; may be empty
 * @param author of whom the messages are, where these are messages
 * @param first the number of the first of them
 * @param last the number of the last of them, which came one after the other
 */
record Entry(long order, What what, String text, @Nullable Author author, long first, long last) {
    static Entry told(long order, What what, String text) {
        return new Entry(order, what, text, null, 0, 0);
    }

    static Entry received(long order, Author author, long first, long last) {
        return new Entry(order, What.RECEIVED, "", author, first, last);
    }
}
