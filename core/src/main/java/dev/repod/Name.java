package dev.repod;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a record or a record component another name on the wire than its Java name in {@code snake_case}.
 *
 * <p>{@snippet lang=java :
 * @Name("pos")
 * record Position(@Name("px") double x, @Name("py") double y) {}
 * }
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Name {
    /**
     * The name exactly as it is on the wire.
     *
     * @return the name, not empty
     */
    String value();
}
