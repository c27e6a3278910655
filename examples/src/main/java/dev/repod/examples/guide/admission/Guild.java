package dev.repod.examples.guide.admission;

import dev.repod.Admission;
import dev.repod.Applicant;
import dev.repod.Authenticator;
import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.InvalidMessageException;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

// docs: login
record Login(String name, String token) {}

record Account(String name) {}
// end docs

// docs: tokens
/** Knows who has which token, without knowing the tokens: who steals this list cannot come in by it. */
class Tokens {
    private static final byte[] NOBODY = new byte[32];

    private final Map<String, byte[]> hashes; // by name, SHA-256 of a token of 128 random bits

    Tokens(Map<String, byte[]> hashes) {
        this.hashes = hashes;
    }

    Admission check(Applicant applicant) {
        Login login = applicant.credentials().as(Login.class); // what is missing is told to the client
        byte[] known = hashes.getOrDefault(login.name(), NOBODY);
        return MessageDigest.isEqual(sha256(login.token()), known) // takes as long for a wrong one as for the right one
                ? Admission.accept(new Account(login.name()))
                : Admission.refuse("This name and this token do not belong together.");
    }

    static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }
}
// end docs

// docs: database
class Accounts implements Authenticator {
    private final Executor readers; // of its own, such as Executors.newFixedThreadPool(4)
    private final Function<Login, Admission> database; // blocks, and may throw

    Accounts(Executor readers, Function<Login, Admission> database) {
        this.readers = readers;
        this.database = database;
    }

    @Override
    public CompletionStage<Admission> authenticate(Applicant applicant) {
        Login login = applicant.credentials().as(Login.class);
        return CompletableFuture.supplyAsync(() -> database.apply(login), readers);
    }
}
// end docs

// docs: channel
record Banish(int id) {}

class Member extends Channel<Guild> {
    Account account() {
        return (Account) Objects.requireNonNull(principal());
    }

    @On
    void say(Message said) {
        server().sendToAll(Message.of("said", "who", account().name(), "text", said.getString("text")));
    }

    @On
    void banish(Banish banish) {
        if (!server().isMaster(account())) {
            throw new InvalidMessageException("only a master of the guild may do that");
        }
        Member member = server().channel(banish.id());
        if (member != null) {
            member.kick("You were banished by " + account().name() + ".");
        }
    }
}
// end docs

class Guild extends Server<Member> {
    private final Set<Account> masters;

    Guild(ServerOptions options, Set<Account> masters) {
        super(Member::new, options);
        this.masters = masters;
    }

    boolean isMaster(Account account) {
        return masters.contains(account);
    }

    static ServerOptions asking(Tokens tokens) {
        // docs: server
        ServerOptions options = ServerOptions.builder()
                .authenticator(Authenticator.of(tokens::check))
                .build();
        // end docs
        return options;
    }

    static ClientOptions knowing(String token) {
        // docs: client
        ClientOptions options =
                ClientOptions.builder().credentials(new Login("ann", token)).build();
        // end docs
        return options;
    }

    static ServerOptions choosy() {
        // docs: accepts
        ServerOptions options =
                ServerOptions.builder().app("guild").accepts(">=1.4 <2").build();
        // end docs
        return options;
    }

    static ClientOptions dated() {
        // docs: version
        ClientOptions options = ClientOptions.builder().app("guild", "1.3").build();
        // end docs
        return options;
    }
}
