package dev.repod;

import org.jspecify.annotations.Nullable;

/** Whether a client's game is the one that a server plays, in a version that it plays with, and what else its player is to do. */
final class AppCheck {
    private static final int LONGEST_NAME = 64;

    private final @Nullable String app;
    private final @Nullable VersionRange range;

    /** Null for a name that is not looked at, and for versions that are not. */
    AppCheck(@Nullable String app, @Nullable VersionRange range) {
        this.app = app;
        this.range = range;
    }

    /** Checks a name that a user sets. */
    static String checkedName(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("app \"" + name + "\" has to have 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }

    /** Whether there is anything to be looked at. */
    boolean isNeeded() {
        return app != null || range != null;
    }

    /**
     * Why a client may not come in; null where it may.
     *
     * @param canSay whether it can say what it is: a plain one cannot be expected to, and may come in where it says nothing
     */
    @Nullable String misfit(@Nullable String theirApp, @Nullable String theirVersion, boolean canSay) {
        if (app != null && theirApp != null && !app.equals(theirApp)) {
            return "this server is for " + app + ", and your game is " + Printable.of(theirApp)
                    + ": look for a server of your own game";
        }
        VersionRange wanted = range;
        if (wanted == null || wanted.isAny()) {
            return null;
        }
        if (theirVersion == null) {
            return canSay ? needs(wanted) + "your game does not say its version: update your game" : null;
        }
        return misfit(wanted, theirVersion);
    }

    private @Nullable String misfit(VersionRange wanted, String theirVersion) {
        AppVersion version = AppVersion.parse(theirVersion);
        if (version == null) {
            return needs(wanted) + "you have " + Printable.of(theirVersion) + ", which is no version: update your game";
        }
        int miss = wanted.misses(version);
        if (miss == 0) {
            return null;
        }
        String advice =
                miss < 0 ? "update your game" : "this server is older than your game, look for one that was updated";
        return needs(wanted) + "you have " + version + ": " + advice;
    }

    private String needs(VersionRange wanted) {
        return "this server needs " + (app == null ? "version" : app) + " " + wanted + ", and ";
    }
}
