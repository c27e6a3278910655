package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Said;

/** The conducts that are only about which bytes come when. */
final class Sending {
    private Sending() {}

    /** Those bytes, and then nothing. */
    static Conduct once(byte[] bytes) {
        return grip -> grip.send(bytes);
    }

    /** Those bytes first, and then those others as fast as they go. */
    static Conduct endlessly(byte[] first, byte[] again) {
        return new Conduct() {
            @Override
            public void onUp(Grip grip) {
                grip.send(first);
                onWritable(grip);
            }

            @Override
            public void onWritable(Grip grip) {
                if (grip.isWritable()) {
                    grip.send(again);
                }
            }
        };
    }

    /** Those bytes first, and then those others each second. */
    static Conduct eachSecond(byte[] first, byte[] again) {
        return new Conduct() {
            @Override
            public void onUp(Grip grip) {
                grip.send(first);
            }

            @Override
            public void onSecond(Grip grip) {
                grip.send(again);
            }
        };
    }

    /** Those bytes, and as soon as the server has said more than its greeting, away. */
    static Conduct untilAnswered(byte[] bytes) {
        return new Conduct() {
            @Override
            public void onUp(Grip grip) {
                grip.send(bytes);
            }

            @Override
            public void onSaid(Grip grip, Said said) {
                if (!"connected".equals(said.action()) && said.reason() == null) {
                    grip.leave();
                }
            }
        };
    }
}
