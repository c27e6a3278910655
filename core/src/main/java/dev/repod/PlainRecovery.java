package dev.repod;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a plain client is told that its session goes on: docs/protocol.md, section 3. */
final class PlainRecovery {
    private PlainRecovery() {}

    /**
     * The frame {@code state_recovered}.
     *
     * @param state what the channel gave, or null
     * @param newId the id that the session has from now on; the one that it was recovered by remains valid until this one is used
     */
    static byte[] recovered(@Nullable Message state, String newId) {
        Object fields = state == null ? Map.of() : state.fieldsWithoutAction();
        return Message.of("state_recovered", "state", fields, "session_id", newId)
                .frame();
    }
}
