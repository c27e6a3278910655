package dev.repod.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.On;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which methods are found, and which of them are called. */
class HandlerScanTest {
    record Move(int x, int y) {}

    /** What the handlers below write their calls into. */
    static class Calls {
        final List<String> calls = new ArrayList<>();
    }

    private static List<String> callsOf(Calls target, String... actions) {
        DispatchRig rig = new DispatchRig(target);
        for (String action : actions) {
            rig.send(action, "x", 1, "y", 2);
        }
        return target.calls;
    }

    static class EachAccess extends Calls {
        @SuppressWarnings("UnusedMethod") // a handler
        @On
        private void secret() {
            calls.add("private");
        }

        @On
        void packaged() {
            calls.add("package-private");
        }

        @On
        protected void guarded() {
            calls.add("protected");
        }

        @On
        public void open() {
            calls.add("public");
        }
    }

    @Test
    void findsMethodsOfEachAccess() {
        assertThat(callsOf(new EachAccess(), "secret", "packaged", "guarded", "open"))
                .containsExactly("private", "package-private", "protected", "public");
    }

    static class EachArgument extends Calls {
        @On
        void nothing() {
            calls.add("nothing");
        }

        @On
        void message(String message) {
            calls.add(message);
        }

        @On
        void move(Move move) {
            calls.add(move.toString());
        }

        @On("chat")
        int talk() {
            calls.add("chat");
            return 5;
        }

        @On("jump")
        void otherName(Move move) {
            calls.add("jump " + move);
        }

        @On
        void twoWordsHTTP() {
            calls.add("snake");
        }
    }

    @Test
    void passesNothingOrTheMessageOrARecord() {
        assertThat(callsOf(new EachArgument(), "nothing", "message", "move", "chat", "jump", "two_words_http"))
                .containsExactly(
                        "nothing", "the message as it is", "Move[x=1, y=2]", "chat", "jump Move[x=1, y=2]", "snake");
    }

    @Test
    void aMethodWithoutTheAnnotationIsNoHandler() {
        DispatchRig rig = new DispatchRig(new EachArgument());

        assertThat(rig.send("talk")).containsExactly("unhandled");
        assertThat(rig.send("to_string")).containsExactly("unhandled", "unhandled");
    }

    static class Lower extends EachAccess {
        @On
        void own() {
            calls.add("own");
        }
    }

    @Test
    void findsInheritedMethodsAlsoPrivateOnes() {
        assertThat(callsOf(new Lower(), "secret", "packaged", "own"))
                .containsExactly("private", "package-private", "own");
    }

    static class OverridesWith extends EachAccess {
        @Override
        @On
        void packaged() {
            calls.add("overridden");
        }

        @Override
        @On("renamed")
        protected void guarded() {
            calls.add("overridden and renamed");
        }
    }

    @Test
    void anOverrideWithTheAnnotationStandsForBoth() {
        assertThat(callsOf(new OverridesWith(), "packaged", "renamed", "guarded"))
                .containsExactly("overridden", "overridden and renamed");
    }

    static class OverridesWithout extends EachAccess {
        @Override
        void packaged() {
            calls.add("overridden");
        }
    }

    @Test
    void anOverrideWithoutTheAnnotationIsCalledInItsPlace() {
        assertThat(callsOf(new OverridesWithout(), "packaged")).containsExactly("overridden");
    }

    interface Chatty {
        List<String> heard();

        @On
        default void chat(String message) {
            heard().add("default " + message);
        }
    }

    interface VeryChatty extends Chatty {
        @On
        default void shout() {
            heard().add("shout");
        }
    }

    static class Listens extends Calls implements VeryChatty {
        @Override
        public List<String> heard() {
            return calls;
        }
    }

    static class ListensItself extends Listens implements Chatty {
        @Override
        @On
        public void chat(String message) {
            calls.add("own " + message);
        }
    }

    @Test
    void findsDefaultMethodsOfInterfacesAndOfTheirs() {
        assertThat(callsOf(new Listens(), "chat", "shout")).containsExactly("default the message as it is", "shout");
    }

    @Test
    void anOverriddenDefaultMethodIsFoundOnce() {
        assertThat(callsOf(new ListensItself(), "chat")).containsExactly("own the message as it is");
    }

    abstract static class Generic<T> extends Calls {
        @On
        abstract void move(T move);

        @On
        abstract Object answer();
    }

    static class Concrete extends Generic<Move> {
        @Override
        @On
        void move(Move move) {
            calls.add("concrete " + move);
        }

        @Override
        @On
        String answer() {
            calls.add("narrower");
            return "";
        }
    }

    @Test
    void aGenericMethodIsHandledByItsOverrideAndNotByTheBridge() {
        assertThat(callsOf(new Concrete(), "move", "answer")).containsExactly("concrete Move[x=1, y=2]", "narrower");
    }

    @Test
    void aClassIsLookedAtOnce() {
        assertThat(DispatchRig.tableOf(Lower.class)).isSameAs(DispatchRig.tableOf(Lower.class));
        assertThat(DispatchRig.tableOf(Lower.class)).isNotSameAs(DispatchRig.tableOf(EachAccess.class));
    }

    @Test
    void aClassWithoutHandlersHasAnEmptyTable() {
        assertThat(new DispatchRig(new Object()).send("move")).containsExactly("unhandled");
    }
}
