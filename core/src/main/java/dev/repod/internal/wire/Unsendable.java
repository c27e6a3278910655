package dev.repod.internal.wire;

/**
 * A value of our user's has no form on the wire. While it flies, each container that it passes puts its own place in
 * front, so that paths cost nothing while all goes well; where writing began it becomes an
 * {@link IllegalArgumentException} with the whole path, and a stack trace that begins there.
 */
final class Unsendable extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final StringBuilder path = new StringBuilder();

    Unsendable(String what) {
        super(what);
    }

    Unsendable inField(String name) {
        path.insert(0, '.').insert(1, name);
        return this;
    }

    Unsendable atIndex(int index) {
        path.insert(0, "[" + index + "]");
        return this;
    }

    Unsendable underKey(Object key) {
        if (key instanceof CharSequence name) {
            return inField(name.toString());
        }
        path.insert(0, "[" + key + "]");
        return this;
    }

    /** It is thrown on, many times over, only to be replaced. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }

    IllegalArgumentException from(String root) {
        return new IllegalArgumentException(root + path + ": " + getMessage(), this);
    }
}
