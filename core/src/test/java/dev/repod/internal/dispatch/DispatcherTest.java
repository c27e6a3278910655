package dev.repod.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.On;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.Values;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    record Move(double x) {
        Move {
            if (!(x >= 0 && x <= 1000)) {
                throw new IllegalArgumentException("position out of bounds");
            }
        }
    }

    record Odd(int value) {
        Odd {
            if (value == 1) {
                throw new IllegalStateException("the game's own fault");
            }
            if (value == 2) {
                throw new AssertionError("worse");
            }
            if (value == 3) {
                throw new IllegalArgumentException();
            }
        }
    }

    static class Game {
        StackTraceElement[] stack = {};
        int moves;

        @On
        void move(Move move) {
            moves++;
            stack = new Throwable().getStackTrace();
        }

        @On
        void odd(Odd odd) {}

        @On
        void fails() {
            throw new IllegalStateException("in the handler");
        }

        @On
        void failsChecked() throws IOException {
            throw new IOException("checked");
        }

        @On
        void failsBadly() {
            throw new StackOverflowError();
        }
    }

    private final Game game = new Game();
    private final DispatchRig rig = new DispatchRig(game);

    @Test
    void tellsBeforeAndAfterTheCall() {
        assertThat(rig.send("move", "x", 5)).containsExactly("found move", "dispatch move", "done move");
        assertThat(game.moves).isEqualTo(1);
    }

    @Test
    void anUnknownActionIsUnhandled() {
        assertThat(rig.send("jump")).containsExactly("unhandled");
    }

    @Test
    void whatTheRecordsConstructorRefusesIsTheSendersMistake() {
        assertThat(rig.send("move", "x", 1001))
                .containsExactly("found move", "undecodable move: invalid move: position out of bounds", "done move");
        assertThat(game.moves).isZero();
    }

    @Test
    void notANumberIsRefusedByACheckOnlyIfTheGameWroteItSo() {
        assertThat(rig.send("move", "x", Double.NaN))
                .hasSize(3)
                .element(1)
                .asString()
                .startsWith("undecodable");
        assertThat(rig.send("move", "x", Double.POSITIVE_INFINITY)).hasSize(6);
        assertThat(game.moves).isZero();
    }

    @Test
    void aRefusalWithoutWordsIsOneToo() {
        assertThat(rig.send("odd", "value", 3))
                .containsExactly("found odd", "undecodable odd: invalid odd: the values were rejected", "done odd");
    }

    @Test
    void aMissingFieldAndAWrongTypeAreTheSendersMistake() {
        assertThat(rig.send("move"))
                .containsExactly(
                        "found move", "undecodable move: invalid move: x: missing, expected a number", "done move");
        assertThat(rig.send("move", "x", "far")).element(4).asString().contains("x: expected a number, found a string");
    }

    @Test
    void otherExceptionsOfAConstructorAreTheGamesMistake() {
        assertThat(rig.send("odd", "value", 1))
                .containsExactly(
                        "found odd", "failure odd: java.lang.IllegalStateException: the game's own fault", "done odd");
        assertThat(rig.send("odd", "value", 2)).endsWith("failure odd: java.lang.AssertionError: worse", "done odd");
        assertThat(rig.send("odd", "value", 4)).endsWith("dispatch odd", "done odd");
    }

    @Test
    void whatAHandlerThrowsIsToldAsItIs() {
        assertThat(rig.send("fails"))
                .containsExactly(
                        "found fails",
                        "dispatch fails",
                        "failure fails: java.lang.IllegalStateException: in the handler",
                        "done fails");
        rig.send("fails_checked");
        assertThat(rig.receiver.failure).isExactlyInstanceOf(IOException.class).hasMessage("checked");
        rig.send("fails_badly");
        assertThat(rig.receiver.failure).isExactlyInstanceOf(StackOverflowError.class);
    }

    @Test
    void goesOnAfterAFailure() {
        rig.send("fails");
        rig.send("move", "x", -1);

        assertThat(rig.send("move", "x", 1)).endsWith("found move", "dispatch move", "done move");
    }

    @Test
    void noReflectionIsOnTheWayToAHandler() {
        rig.send("move", "x", 1);

        assertThat(Arrays.stream(game.stack)
                        .map(StackTraceElement::getClassName)
                        .takeWhile(name -> !name.equals(DispatchRig.class.getName())))
                .contains(Handler.class.getName())
                .noneMatch(name -> name.contains("reflect"));
    }

    static class Many {
        @On
        void p001x() {}

        @On
        void p002x() {}

        @On
        void p003x() {}

        @On("größe")
        void size() {}
    }

    @Test
    void actionsAreFoundByTheirBytesAlsoWhereTheyCollide() {
        HandlerTable table = DispatchRig.tableOf(Many.class);

        for (String action : new String[] {"p001x", "p002x", "p003x", "größe"}) {
            assertThat(found(table, action)).isNotNull().isSameAs(table.find(action));
        }
        for (String action : new String[] {"p004x", "p001", "p001xx", "", "grosse"}) {
            assertThat(found(table, action)).isNull();
            assertThat(table.find(action)).isNull();
        }
    }

    private static @Nullable Handler found(HandlerTable table, String action) {
        var out = new PackWriter();
        Values.write(out, Map.of("action", action), "test");
        var scan = new PayloadScan(1);
        scan.scan(out.array(), 0, out.length());
        return table.find(scan);
    }
}
