package dev.repod.internal.session;

/** Tells the frames of the message layer from the library's own, by one byte: of what this side sends, a message is a map. */
final class MessageFrames {
    static final int HEADER_BYTES = 4;

    private static final int FIXARRAY = 0x90;
    private static final int ARRAY16 = 0xdc;
    private static final int ARRAY32 = 0xdd;

    private MessageFrames() {}

    /** Whether the frame that begins there is a message. */
    static boolean isMessage(byte[] array, int at) {
        int first = array[at + HEADER_BYTES] & 0xff;
        return (first & 0xf0) != FIXARRAY && first != ARRAY16 && first != ARRAY32;
    }
}
