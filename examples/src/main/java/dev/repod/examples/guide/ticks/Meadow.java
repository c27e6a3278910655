package dev.repod.examples.guide.ticks;

import dev.repod.Channel;
import dev.repod.Loop;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

// docs: tick
class Sheep extends Channel<Meadow> {
    double x;
    double speed;

    @On
    void run(Message message) {
        speed = message.getDouble("speed");
    }
}

class Meadow extends Server<Sheep> {
    Meadow(ServerOptions options) {
        super(Sheep::new, options);
    }

    @Override
    protected void onTick(double seconds) {
        for (Sheep sheep : channels()) {
            sheep.x += sheep.speed * seconds;
            sendToAll(Message.of("sheep", "id", sheep.id(), "x", sheep.x));
        }
    }
}
// end docs

final class MeadowProgram {
    private MeadowProgram() {}

    static ServerOptions options() {
        // docs: options
        ServerOptions options = ServerOptions.builder()
                .tick(Duration.ofMillis(50)) // 20 ticks a second
                .slowHandler(Duration.ofMillis(20)) // log what takes longer
                .ioThread(true) // callbacks get a thread of their own
                .build();
        // end docs
        return options;
    }

    static Loop.Task clock(Meadow meadow) {
        // docs: loop
        Loop loop = meadow.loop();
        loop.execute(() -> meadow.sendToAll(Message.of("sunrise")));
        loop.schedule(Duration.ofMinutes(5), () -> meadow.sendToAll(Message.of("sunset")));
        Loop.Task rain = loop.every(Duration.ofSeconds(30), () -> meadow.sendToAll(Message.of("rain")));
        // end docs
        return rain;
    }
}

// docs: blocking
class Shepherd extends Channel<Pasture> {
    @On
    void load(Message request) {
        String name = request.getString("name");
        CompletableFuture.supplyAsync(() -> readFromDisk(name), server().disk) // not on the loop: it takes long
                .thenAcceptAsync(saved -> send(Message.of("loaded", "saved", saved)), server().loop());
    }

    private static String readFromDisk(String name) {
        return "the flock of " + name;
    }
}

class Pasture extends Server<Shepherd> {
    final Executor disk = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "disk");
        thread.setDaemon(true);
        return thread;
    });

    Pasture(ServerOptions options) {
        super(Shepherd::new, options);
    }
}
// end docs
