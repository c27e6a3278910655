package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames are the same however the stream is split, and nothing but a refusal comes of any stream. */
class FrameCutterFuzzTest {
    private static final int LIMIT = 300;

    @FuzzTest(maxDuration = "60s")
    void splittingAStreamMakesNoDifference(FuzzedDataProvider data) {
        int[] steps = data.consumeInts(16);
        byte[] stream = data.consumeRemainingAsBytes();

        Cut whole = cut(stream, new int[] {stream.length});
        Cut split = cut(stream, steps);
        Cut single = cut(stream, new int[] {1});

        assertThat(split).isEqualTo(whole);
        assertThat(single).isEqualTo(whole);
        // A first byte is enough to know, however little has come.
        assertThat(stream.length > 0 && stream[0] != 0 && whole.refusal == null).isFalse();
        whole.frames.forEach(frame -> assertThat(frame.length()).isBetween(2, 2 * LIMIT));
    }

    private record Cut(
            List<String> frames,
            boolean isMidFrame,
            @Nullable String refusal) {}

    private static Cut cut(byte[] stream, int[] steps) {
        List<String> frames = new ArrayList<>();
        var cutter = new FrameCutter(LIMIT, new SpareArrays(1 << 20, 1 << 20));
        try {
            int at = 0;
            for (int i = 0; at < stream.length; i++) {
                int step = steps.length == 0 ? 7 : 1 + Math.floorMod(steps[i % steps.length] - 1, stream.length);
                int to = Math.min(stream.length, at + step);
                cutter.feed(stream, at, to, (array, from, end) -> {
                    frames.add(Bytes.hex(Arrays.copyOfRange(array, from, end)));
                    return true;
                });
                at = to;
            }
        } catch (BrokenPeerException broken) {
            return new Cut(frames, cutter.isMidFrame(), broken.reason().toString());
        }
        return new Cut(frames, cutter.isMidFrame(), null);
    }
}
