package dev.repod;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a record or a record component another name on the wire than its Java name in {@code snake_case}.
 *
 * <p>Example: {@code @Name("pos") record Position(@Name("px") double x, @Name("py") double y) {}} is written as
 * {@code {"action":"pos","px":1.0,"py":2.0}}.
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
