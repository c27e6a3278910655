package dev.repod.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.On;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can never work is refused when the class is first looked at, in words that say where and what to do. */
class HandlerRefusalTest {
    private static final String HERE = HandlerRefusalTest.class.getName() + "$";

    private static void assertRefused(Class<?> type, String text) {
        assertThatThrownBy(() -> DispatchRig.tableOf(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
    }

    record Move(int x) {}

    record Holder(Thread thread) {}

    static class TwoForOne {
        @On
        void chat() {}

        @On("chat")
        void talk() {}
    }

    @Test
    void twoHandlersForOneAction() {
        // Which of them is found first is the JVM's to say.
        assertThatThrownBy(() -> DispatchRig.tableOf(TwoForOne.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "@On \\Q" + HERE + "TwoForOne.\\E(chat|talk) handles the action \"chat\", and so does \\Q"
                                + HERE
                                + "TwoForOne.\\E(chat|talk)\\. Keep one of them, or give one another action with @On\\(\"\\.\\.\\.\"\\)\\.");
    }

    static class Base {
        @SuppressWarnings("UnusedMethod") // a handler
        @On
        private void chat() {}
    }

    static class SameAsInherited extends Base {
        @On("chat")
        void talk() {}
    }

    @Test
    void anotherHandlerForAnInheritedAction() {
        assertRefused(
                SameAsInherited.class,
                "@On " + HERE + "Base.chat handles the action \"chat\", and so does " + HERE
                        + "SameAsInherited.talk. Keep one of them, or give one another action with @On(\"...\").");
    }

    static class Static {
        @On
        static void chat() {}
    }

    @Test
    void aStaticHandler() {
        assertRefused(
                Static.class,
                "@On " + HERE + "Static.chat is static. A handler belongs to one connection: remove static.");
    }

    static class TwoParameters {
        @On
        void chat(String message, int times) {}
    }

    @Test
    void twoParameters() {
        assertRefused(
                TwoParameters.class,
                "@On " + HERE
                        + "TwoParameters.chat has 2 parameters. A handler takes nothing, a String, or one record.");
    }

    static class UnsupportedParameter {
        @On
        void chat(Map<String, Object> message) {}
    }

    @Test
    void anUnsupportedParameter() {
        assertRefused(
                UnsupportedParameter.class,
                "@On " + HERE + "UnsupportedParameter.chat takes java.util.Map."
                        + " A handler takes nothing, a String, or one record.");
    }

    static class UnsupportedComponent {
        @On
        void holder(Holder holder) {}
    }

    @Test
    void aRecordWithAnUnsupportedComponent() {
        assertRefused(
                UnsupportedComponent.class,
                "@On " + HERE + "UnsupportedComponent.holder: record " + HERE
                        + "Holder, component thread: type java.lang.Thread is not supported: use primitives and their boxes,"
                        + " String, byte[], enums, records, List, Set, Map, arrays, Optional, Instant or Object");
    }

    static class RecordOfAnotherAction {
        @On
        void jump(Move move) {}
    }

    @Test
    void aRecordOfAnotherAction() {
        assertRefused(
                RecordOfAnotherAction.class,
                "@On " + HERE + "RecordOfAnotherAction.jump handles the action \"jump\", but its record Move is sent as"
                        + " \"move\". Rename the method, or name the action: @On(\"move\") or @On(\"jump\").");
    }

    @Test
    void aRefusedClassIsRefusedAgain() {
        assertRefusedTwice();
        assertThat(DispatchRig.tableOf(Move.class)).isNotNull();
    }

    private static void assertRefusedTwice() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> DispatchRig.tableOf(Static.class)).hasMessageContaining("remove static");
        }
    }
}
