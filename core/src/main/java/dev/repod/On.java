package dev.repod;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a {@link Channel} or a {@link ConnectionListener} as the handler of one action.
 *
 * <p>The method takes nothing, a {@link Message} or a record, and may be private. Without a value it handles the action
 * of its own name in {@code snake_case}: {@code playerJoined} handles {@code player_joined}. Methods are found once per
 * class, inherited ones included, and checked when the first object of the class is made; what cannot work is refused
 * there, with the class, the method and what to do about it.
 *
 * <p>A handler runs where every callback runs: on the server's loop thread, or inside {@link ConnectionListener#pump()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface On {
    /**
     * The action as it is on the wire. Empty, the default, means the method's name in {@code snake_case}.
     *
     * @return the action, or an empty string
     */
    String value() default "";
}
