package dev.repod.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The seed of the lab that {@link NetworkLabExtension} gives to a test, or to all tests of a class; that of a method counts
 * before that of its class. Meant for a run that has failed once: tests without it try another seed each time.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Seed {
    /**
     * The seed.
     *
     * @return any number
     */
    long value();
}
