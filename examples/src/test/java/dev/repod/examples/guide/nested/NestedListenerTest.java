package dev.repod.examples.guide.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Channel;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import org.junit.jupiter.api.Test;

class NestedListenerTest {
    static final class Driver extends Channel<Road> {
        @On
        void drive(Drive drive) {
            send(new Driven(drive.x(), drive.y() + 7));
        }
    }

    static final class Road extends Server<Driver> {
        Road() {
            super(Driver::new, ServerOptions.builder().port(0).build());
        }
    }

    @Test
    void aClassThatExtendsSomethingElsePlaysThroughANestedListener() {
        try (Road road = new Road()) {
            road.start();
            Tank tank = new Tank();
            tank.join("127.0.0.1", road.address().getPort());

            Pumping.until(() -> {
                tank.update();
                return tank.x == 5;
            });

            assertThat(tank.y).isEqualTo(7);
        }
    }
}
