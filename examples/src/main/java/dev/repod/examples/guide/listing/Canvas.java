package dev.repod.examples.guide.listing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Stands for what a game has anyhow: a place to draw, and a main loop. Confined to the game's thread. */
final class Canvas {
    static boolean running = true;
    static String shown = "";

    private Canvas() {}

    static void show(String text) {
        shown = text;
        System.out.println(text);
        running = false;
    }

    static void draw(Record moved) {
        shown = moved.toString();
        System.out.println(moved);
    }

    static void render() {
        LockSupport.parkNanos(Duration.ofMillis(16).toNanos());
    }
}
