package dev.repod.examples.chat;

import dev.repod.Channel;
import dev.repod.On;
import dev.repod.Server;
import dev.repod.ServerOptions;
import dev.repod.examples.chat.ChatMessages.Nickname;
import dev.repod.examples.chat.ChatMessages.Notice;
import dev.repod.examples.chat.ChatMessages.Players;
import dev.repod.examples.chat.ChatMessages.Said;
import dev.repod.examples.chat.ChatMessages.Say;

/** A chat room. Whoever connects is in it. */
public final class ChatServer extends Server<ChatServer.Member> {
    private static final String NEWCOMER = "Anonymous";

    public ChatServer(ServerOptions options) {
        super(Member::new, options);
    }

    @Override
    protected void onConnect(Member member) {
        sendPlayers();
    }

    @Override
    protected void onDisconnect(Member member) {
        announce(member.nickname + " left the chat");
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

        @On
        void message(Say said) {
            server().sendToAll(new Said(said.text(), nickname));
        }
    }
}
