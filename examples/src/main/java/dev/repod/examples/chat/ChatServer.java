package dev.repod.examples.chat;

import dev.repod.Channel;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.Sessions;
import dev.repod.examples.chat.ChatMessages.Nickname;
import dev.repod.examples.chat.ChatMessages.Notice;
import dev.repod.examples.chat.ChatMessages.Players;
import dev.repod.examples.chat.ChatMessages.Said;
import dev.repod.examples.chat.ChatMessages.Say;
import java.time.Duration;

/** A chat room. Whoever connects is in it, and stays in it while the network cuts him off for a moment. */
public final class ChatServer extends Server<ChatServer.Member> {
    private static final String NEWCOMER = "Anonymous";
    private static final Duration AWAY = Duration.ofSeconds(30);

    public ChatServer(ServerOptions options) {
        super(
                Member::new,
                options.toBuilder().sessions(Sessions.resumable(AWAY)).build());
    }

    @Override
    protected void onConnect(Member member) {
        sendPlayers();
    }

    @Override
    protected void onDisconnect(Member member) {
        announce(member.nickname + " left the chat");
    }

    @Override
    protected void onStopping() {
        sendToAll(new Notice("the server is stopping"));
    }

    private void announce(String text) {
        sendToAll(new Notice(text));
        sendPlayers();
    }

    private void sendPlayers() {
        sendToAll(new Players(channels().stream().map(member -> member.nickname).toList()));
    }

    /** One client in the room. */
    static final class Member extends Channel<ChatServer> {
        private String nickname = NEWCOMER;
        private boolean isIntroduced;

        /** The first name is a hello: until then nobody could say who had come. */
        @On
        void nickname(Nickname wanted) {
            String before = nickname;
            nickname = wanted.nickname();
            if (!isIntroduced) {
                isIntroduced = true;
                server().announce(nickname + " joined the chat");
            } else if (!nickname.equals(before)) {
                server().announce(before + " is now " + nickname);
            }
        }

        /** A member who is cut off is missed by nobody, unless he stays away: his lines wait for him. */
        @Override
        protected void onDetached() {
            if (!isExtended()) {
                close(); // a plain chat client, in Python say, has no other goodbye, and would not ask for its session
            }
        }

        @On
        void message(Say said) {
            server().sendToAll(new Said(said.text(), nickname));
        }
    }
}
