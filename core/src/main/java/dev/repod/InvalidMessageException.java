package dev.repod;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message breaks a rule: a field is missing or has the wrong type, or the game itself refuses it. It is the sender's
 * mistake, not the program's.
 *
 * <p>Thrown by the getters of {@link Message} and by {@link Message#as}. A server's handler may throw it for rules of its
 * own ({@code throw new InvalidMessageException("it is not your turn")}): the sender is answered
 * {@code {"action":"error","message":"invalid move: it is not your turn","about":"move"}} and the connection lives. So
 * the reason is read by a stranger: it must hold nothing that a player may not see.
 */
public class InvalidMessageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What is wrong, without the action. */
    private final String reason;

    /** The action, where it is known. */
    private final @Nullable String action;

    /** The path of the field that is wrong, where it is one. */
    private final @Nullable String field;

    /** What should have been there. */
    private final @Nullable String expected;

    /** What was there. */
    private final @Nullable String found;

    /**
     * A rule of the game is broken.
     *
     * @param reason what is wrong, for the sender to read
     */
    public InvalidMessageException(String reason) {
        this(null, null, null, null, reason);
    }

    /**
     * A field is missing, or is not what it should be.
     *
     * @param action the message's action, null where it is not known
     * @param field the path of the field, such as {@code players[3].name}
     * @param expected what should be there, such as {@code an integer}
     * @param found what is there, such as {@code a string}; null where nothing is
     */
    public InvalidMessageException(@Nullable String action, String field, String expected, @Nullable String found) {
        this(
                action,
                Objects.requireNonNull(field, "field"),
                Objects.requireNonNull(expected, "expected"),
                found,
                found == null
                        ? field + ": missing, expected " + expected
                        : field + ": expected " + expected + ", found " + found);
    }

    private InvalidMessageException(
            @Nullable String action,
            @Nullable String field,
            @Nullable String expected,
            @Nullable String found,
            String reason) {
        super(action == null ? reason : "invalid " + action + ": " + reason);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.action = action;
        this.field = field;
        this.expected = expected;
        this.found = found;
    }

    /**
     * The same mistake, with the action of the message that holds it.
     *
     * @param about the action
     * @return an exception whose message begins with {@code invalid <action>}
     */
    public InvalidMessageException about(String about) {
        var named = new InvalidMessageException(about, field, expected, found, reason);
        named.setStackTrace(getStackTrace());
        return named;
    }

    /**
     * What is wrong, without the action.
     *
     * @return the reason
     */
    public String reason() {
        return reason;
    }

    /**
     * The action of the message, where it is known.
     *
     * @return the action or null
     */
    public @Nullable String action() {
        return action;
    }

    /**
     * The field that is wrong, where it is one.
     *
     * @return the path of the field or null
     */
    public @Nullable String field() {
        return field;
    }

    /**
     * What should have been in the field.
     *
     * @return such as {@code an integer}, or null where no field is at fault
     */
    public @Nullable String expected() {
        return expected;
    }

    /**
     * What was in the field.
     *
     * @return such as {@code a string}, or null where nothing was, or no field is at fault
     */
    public @Nullable String found() {
        return found;
    }
}
