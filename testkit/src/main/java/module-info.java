/** Virtual time and an in-memory network, for tests of games and of the library itself. */
module dev.repod.testkit {
    requires transitive dev.repod;
    requires org.jspecify;
    // For NetworkLabExtension alone.
    requires static org.junit.jupiter.api;

    exports dev.repod.testkit;
}
