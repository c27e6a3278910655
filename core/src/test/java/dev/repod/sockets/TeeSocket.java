package dev.repod.sockets;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** Keeps what comes in below TLS. */
final class TeeSocket extends Socket {
    private static final int HEADER_BYTES = 5;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    TeeSocket(int port) throws IOException {
        super(InetAddress.getLoopbackAddress(), port);
    }

    /** The type of the last TLS record that has come. */
    int lastRecordType() {
        byte[] all = kept.toByteArray();
        int type = -1;
        for (int at = 0; at + HEADER_BYTES <= all.length; at += HEADER_BYTES + length(all, at)) {
            type = all[at];
        }
        return type;
    }

    private static int length(byte[] all, int at) {
        return ((all[at + 3] & 0xff) << 8) | (all[at + 4] & 0xff);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                if (one >= 0) {
                    kept.write(one);
                }
                return one;
            }

            @Override
            public int read(byte[] into, int from, int most) throws IOException {
                int count = super.read(into, from, most);
                if (count > 0) {
                    kept.write(into, from, count);
                }
                return count;
            }
        };
    }
}
