package dev.repod.benchmarks.sample;

import dev.repod.Message;
import dev.repod.Wire;

/**
 * The bytes of one kind of question and what comes back for it, header included: made once, so that a load generator neither
 * encodes nor decodes while it measures.
 *
 * @param request what is sent
 * @param reply what comes back, whole
 */
public record Traffic(byte[] request, byte[] reply) {
    private static final String SAMPLE_TEXT = Echo.SAMPLE.text();

    /**
     * A message of ours and what our server makes of it; what a peer that passes bytes on makes of it where it is one.
     *
     * @param action {@code echo}, {@code broadcast}, {@code chat} or {@code snapshot}
     * @param textChars the length of the text in an echo; 0 for the sample's own
     * @param isPassedOn whether the server sends back the bytes that it got
     * @return the bytes
     */
    public static Traffic of(String action, int textChars, boolean isPassedOn) {
        return switch (action) {
            case "echo" -> {
                Echo echo = textChars == 0 ? Echo.SAMPLE : Echo.withText("x".repeat(textChars));
                byte[] request = Wire.encode(echo);
                yield new Traffic(request, isPassedOn ? request : Wire.encode(EchoReply.to(echo)));
            }
            case "broadcast" -> {
                byte[] request = Wire.encode(Broadcast.SAMPLE);
                yield new Traffic(request, isPassedOn ? request : Wire.encode(BroadcastReply.to(Broadcast.SAMPLE)));
            }
            case "chat" -> same(Wire.encode(Message.of("chat", "text", SAMPLE_TEXT)));
            case "snapshot" ->
                new Traffic(Wire.encode(Message.of("snapshot", "tick", 1)), Wire.encode(Snapshot.SAMPLE));
            default -> throw new IllegalArgumentException("there is no traffic called " + action);
        };
    }

    private static Traffic same(byte[] frame) {
        return new Traffic(frame, frame);
    }
}
