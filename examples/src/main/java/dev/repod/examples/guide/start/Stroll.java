package dev.repod.examples.guide.start;

import dev.repod.*;

public class Stroll extends ConnectionListener {
    boolean running = true;

    @Override
    protected void onConnected() {
        send(new Step(3, 4));
    }

    @On
    void position(Position p) {
        System.out.println("player " + p.player() + " is at " + p.x() + ", " + p.y());
    }

    @Override
    protected void onError(ConnectionError error) {
        System.out.println(error.message());
        running = false;
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        System.out.println("Disconnected: " + reason);
        running = false;
    }

    public static void main(String[] args) throws InterruptedException {
        var stroll = new Stroll();
        stroll.connect("localhost", 5071);
        while (stroll.running) {
            stroll.pump(); // every method above runs in here
            Thread.sleep(16); // a game would draw a frame instead
        }
    }
}
