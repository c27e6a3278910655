package dev.repod.examples.guide.start;

import dev.repod.*;

class Walker extends Channel<Arena> {
    private int x;
    private int y;

    @On
    void step(Step step) {
        x += step.dx();
        y += step.dy();
        server().sendToAll(new Position(id(), x, y));
    }
}

public class Arena extends Server<Walker> {
    Arena(ServerOptions options) {
        super(Walker::new, options);
    }

    public static void main(String[] args) {
        new Arena(ServerOptions.standard()).launch();
    }
}
