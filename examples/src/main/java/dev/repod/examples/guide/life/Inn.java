package dev.repod.examples.guide.life;

import dev.repod.Channel;
import dev.repod.ClientOptions;
import dev.repod.CloseReason;
import dev.repod.ConnectionError;
import dev.repod.ConnectionListener;
import dev.repod.Message;
import dev.repod.On;
import dev.repod.Resumption;
import dev.repod.Server;
import dev.repod.ServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

// docs: client
class Traveller extends ConnectionListener {
    final List<String> diary = new ArrayList<>();

    Traveller(ClientOptions options) {
        super(options);
    }

    @Override
    protected void onConnected() {
        diary.add("onConnected");
    }

    @Override
    protected void onError(ConnectionError error) {
        diary.add("onError " + error.kind());
    }

    @Override
    protected void onReconnecting(int attempt, Duration delay) {
        diary.add("onReconnecting " + attempt);
    }

    @Override
    protected void onReconnected(Resumption resumption) {
        diary.add("onReconnected " + resumption);
    }

    @Override
    protected void onGaveUp() {
        diary.add("onGaveUp");
    }

    @Override
    protected void onDisconnected(CloseReason reason) {
        diary.add("onDisconnected " + reason.kind());
    }

    @On
    void dinner(Message dinner) {
        diary.add("dinner");
    }
}
// end docs

// docs: server
class Guest extends Channel<Inn> {
    @Override
    protected void onConnect() {
        server().book.add("Channel.onConnect");
    }

    @Override
    protected void onDetached() {
        server().book.add("Channel.onDetached");
    }

    @Override
    protected void onResumed() {
        server().book.add("Channel.onResumed");
    }

    @Override
    protected void onClose(CloseReason reason) {
        server().book.add("Channel.onClose " + reason.kind());
    }
}

class Inn extends Server<Guest> {
    final List<String> book = new ArrayList<>();

    Inn(ServerOptions options) {
        super(Guest::new, options);
    }

    @Override
    protected void onConnect(Guest guest) {
        book.add("Server.onConnect");
    }

    @Override
    protected void onDisconnect(Guest guest) {
        book.add("Server.onDisconnect");
    }
}
// end docs
