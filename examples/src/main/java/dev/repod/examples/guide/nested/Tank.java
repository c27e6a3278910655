package dev.repod.examples.guide.nested;

import dev.repod.ConnectionListener;
import dev.repod.On;

/** What a game engine wants its objects to extend. */
class Sprite {
    int x;
    int y;

    void moveTo(int newX, int newY) {
        x = newX;
        y = newY;
    }
}

record Drive(int x, int y) {}

record Driven(int x, int y) {}

// docs: nested
class Tank extends Sprite {
    private final Radio radio = new Radio();

    void join(String host, int port) {
        radio.connect(host, port);
    }

    void update() {
        radio.pump();
    }

    final class Radio extends ConnectionListener {
        @Override
        protected void onConnected() {
            send(new Drive(x + 5, y));
        }

        @On
        void driven(Driven driven) {
            moveTo(driven.x(), driven.y());
        }
    }
}
// end docs
