package dev.repod.internal.wire;

import dev.repod.Name;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A record with a component of every kind, and messages that fit it mostly. */
final class FuzzedRecord {
    enum Side {
        LEFT_HAND,
        RIGHT_HAND
    }

    record Spot(int x, double y) {
        Spot {
            if (x == 13) {
                throw new IllegalArgumentException("bad luck");
            }
        }
    }

    record Kinds(
            boolean z,
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            char c,
            @Name("renamed") Integer boxed,
            String t,
            byte[] y,
            Side side,
            Spot spot,
            List<@Nullable Integer> li,
            Set<Side> se,
            Map<String, Spot> ms,
            Map<Integer, List<String>> mi,
            Map<Side, Object> me,
            int[] ia,
            long[][] la,
            boolean[] za,
            char[] ca,
            String[] ta,
            Spot[] sa,
            Optional<String> os,
            Optional<Spot> op,
            Instant n,
            @Nullable Object o,
            Object key) {}

    private final FuzzInput in;
    private final FuzzedPack pack;

    FuzzedRecord(FuzzInput in) {
        this.in = in;
        this.pack = new FuzzedPack(in, "x", "y", "left_hand", "right_hand", "t", "renamed", "a");
    }

    /** A message with its fields, from any of them on; one is said otherwise, left out or said twice now and then. */
    byte[] message() {
        String[] names = {
            "z", "b", "s", "i", "l", "f", "d", "c", "renamed", "t", "y", "side", "spot", "li", "se", "ms", "mi", "me",
            "ia", "la", "za", "ca", "ta", "sa", "os", "op", "n", "o", "key"
        };
        int first = in.pick(names.length);
        int others = in.oneIn(4) ? 1 : 0;
        int left = in.oneIn(8) ? 1 : 0;
        pack.map(names.length + 1 + others - left);
        for (int i = left; i < names.length; i++) {
            String name = names[(first + i) % names.length];
            pack.text(name);
            if (in.oneIn(64)) {
                pack.value(2);
            } else {
                field(name);
            }
        }
        pack.text("action").text("kinds");
        if (others > 0) {
            pack.text(in.of(names));
            pack.value(2);
        }
        return pack.take();
    }

    private void field(String name) {
        switch (name) {
            case "z" -> truth();
            case "b", "i", "s", "renamed" -> pack.integer(in.pick(128) - 64);
            case "l" -> pack.integer(in.number());
            case "f", "d" -> pack.integer(in.pick(4));
            case "c" -> pack.text("c");
            case "y" -> pack.binary(in.bytes(8));
            case "side" -> side();
            case "spot" -> spot();
            case "li", "ia" -> list(() -> pack.integer(in.pick(256)));
            case "se" -> list(this::side);
            case "ms" -> map(() -> pack.text(pack.word()), this::spot);
            case "mi" -> map(() -> pack.integer(in.pick(9)), () -> list(() -> pack.text(pack.word())));
            case "me" -> map(this::side, () -> pack.value(4));
            case "la" -> list(() -> list(() -> pack.integer(in.number())));
            case "za" -> list(this::truth);
            case "ca" -> list(() -> pack.text("x"));
            case "ta" -> list(() -> pack.text(pack.word()));
            case "sa" -> list(this::spot);
            case "op" -> spot();
            case "n" -> time();
            case "o", "key" -> pack.value(2);
            default -> pack.text(pack.word());
        }
    }

    private void truth() {
        pack.raw(in.of(0xc2, 0xc3));
    }

    private void time() {
        pack.raw(0xd6).raw(0xff);
        for (int i = 0; i < 4; i++) {
            pack.raw(in.pick(256));
        }
    }

    private void side() {
        pack.text(in.of("left_hand", "right_hand"));
    }

    private void spot() {
        pack.map(2).text("x").integer(in.pick(32)).text("y").integer(in.pick(32));
    }

    private void list(Runnable element) {
        int elements = in.pick(4);
        pack.array(elements);
        for (int i = 0; i < elements; i++) {
            element.run();
        }
    }

    private void map(Runnable key, Runnable value) {
        int entries = in.pick(4);
        pack.map(entries);
        for (int i = 0; i < entries; i++) {
            key.run();
            value.run();
        }
    }
}
