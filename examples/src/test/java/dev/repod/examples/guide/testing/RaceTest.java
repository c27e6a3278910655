package dev.repod.examples.guide.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.Event;
import dev.repod.Message;
import dev.repod.examples.guide.Pumping;
import dev.repod.examples.guide.testing.Race.Driver;
import dev.repod.testkit.Conditions;
import dev.repod.testkit.FaultProxy;
import dev.repod.testkit.LabLink;
import dev.repod.testkit.NetworkLab;
import dev.repod.testkit.NetworkLabExtension;
import dev.repod.testkit.RecordingListener;
import dev.repod.testkit.Seed;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

// docs: lab
@ExtendWith(NetworkLabExtension.class) // gives each test a lab of its own
class RaceTest {
    @Test
    void aLapIsCounted(NetworkLab lab) {
        Race race = lab.open(() -> new Race(Race.OPTIONS));
        Driver ada = lab.open(Driver::new);
        race.start();
        ada.connect("localhost", Race.OPTIONS.port());
        pumpUntil(lab, ada, () -> ada.sign.equals("connected"));

        ada.finishLap();

        pumpUntil(lab, ada, () -> ada.laps == 1);
    }

    private static void pumpUntil(NetworkLab lab, Driver driver, BooleanSupplier condition) {
        lab.runUntil(
                () -> {
                    driver.pump();
                    return condition.getAsBoolean();
                },
                Duration.ofMinutes(1)); // of the lab's time: an instant of yours
    }
    // end docs

    private static Race start(NetworkLab lab) {
        Race race = lab.open(() -> new Race(Race.OPTIONS));
        race.start();
        return race;
    }

    private static Driver join(NetworkLab lab) {
        Driver driver = lab.open(Driver::new);
        driver.connect("localhost", Race.OPTIONS.port());
        pumpUntil(lab, driver, () -> driver.sign.equals("connected"));
        return driver;
    }

    // docs: cut
    @Test
    void aCutCostsNoLap(NetworkLab lab) {
        start(lab);
        Driver ada = join(lab);

        ada.finishLap();
        lab.process(ada).links().forEach(LabLink::cut); // before the lap has arrived
        ada.finishLap();

        pumpUntil(lab, ada, () -> ada.laps == 2);
        assertThat(ada.sign).isEqualTo("RESUMED");
    }

    @Test
    void aCutAtAnyByteCostsNoLap(NetworkLab lab) {
        start(lab);
        Driver ada = join(lab);

        for (int lap = 1; lap <= 50; lap++) {
            lab.process(ada)
                    .links()
                    .forEach(link -> link.cutAfterSending(lab.random().nextInt(30)));
            ada.finishLap();
            int done = lap;
            pumpUntil(lab, ada, () -> ada.laps == done);
        }
    }
    // end docs

    // docs: processes
    @Test
    void aFrozenServerIsNoticedAndForgiven(NetworkLab lab) {
        Race race = start(lab);
        Driver ada = join(lab);

        lab.process(race).freeze(Duration.ofSeconds(20)); // as SIGSTOP does; unplug and kill are the others
        pumpUntil(lab, ada, () -> ada.sign.equals("lost"));

        pumpUntil(lab, ada, () -> ada.sign.equals("RESUMED"));
    }
    // end docs

    // docs: conditions
    @Test
    void theGameCanBePlayedOnATrain(NetworkLab lab) {
        lab.conditions(Conditions.mobile().withLatency(Duration.ofMillis(300)));
        start(lab);
        Driver ada = join(lab);

        ada.finishLap();
        pumpUntil(lab, ada, () -> ada.laps == 1);

        assertThat(lab.elapsed()).isGreaterThan(Duration.ofMillis(1200)); // connecting, and there and back
    }
    // end docs

    // docs: recording
    @Test
    @Seed(4711) // the seed of a run that has failed once
    void aKickIsTheLastThatIsHeard(NetworkLab lab) {
        Race race = start(lab);
        RecordingListener ada = lab.open(() -> new RecordingListener(ClientOptions.standard()));
        ada.connect("localhost", Race.OPTIONS.port());
        lab.runUntil(() -> ada.pump() > 0, Duration.ofSeconds(1));
        ada.send(Message.of("lap"));
        lab.runUntil(() -> ada.pump() > 0, Duration.ofSeconds(1));

        race.channels().get(0).kick("wrong way");
        lab.advance(Duration.ofSeconds(1));
        ada.pump();

        ada.expect(Event.Connected.class);
        assertThat(ada.expect("laps").getInt("laps")).isEqualTo(1);
        assertThat(ada.expect(Event.Disconnected.class).reason().kind()).isEqualTo(CloseReason.Kind.KICKED);
        ada.expectNothing();
    }
    // end docs

    // docs: proxy
    @Test
    void realSocketsComeBackToo() {
        try (Race race = new Race(Race.OPTIONS.toBuilder().port(0).build())) {
            race.start();
            try (FaultProxy proxy = FaultProxy.to(race.address())) {
                Driver ada = new Driver();
                ada.connect("127.0.0.1", proxy.port());
                Pumping.until(() -> ada.sign.equals("connected"), ada);

                proxy.resetAll(); // latency, slices, stall, blackhole and refuse are the others
                ada.finishLap();

                Pumping.until(() -> ada.laps == 1, ada);
                ada.close();
            }
        }
    }
    // end docs
    // docs: lab
}
// end docs
