package io.roarbench.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin that does, connection by connection, exactly what a test says; also what no sane one would. */
final class ScriptedOrigin implements AutoCloseable {

    /** What is done with one connection; it is closed afterwards. */
    @FunctionalInterface
    interface Script {
        void run(Peer peer) throws IOException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<String> heads = new ConcurrentLinkedQueue<>();

    ScriptedOrigin(Script... scripts) throws IOException {
        this.scripts.addAll(java.util.List.of(scripts));
        Thread thread = new Thread(this::accept, "scripted-origin");
        thread.setDaemon(true);
        thread.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    int connections() {
        return connections.get();
    }

    /** The heads of all requests that came. */
    Queue<String> heads() {
        return heads;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Script script = scripts.size() > 1 ? scripts.poll() : scripts.peek();
                Thread thread = new Thread(() -> run(script, socket), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // Closed: the test is over.
            }
        }
    }

    private void run(Script script, Socket socket) {
        try (socket) {
            script.run(new Peer(socket));
        } catch (IOException e) {
            // The proxy hung up: what the test sees on the other side is what counts.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** The proxy, as this origin sees it. */
    final class Peer {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Reads one head. */
        String head() throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("closed within a head: " + head);
                }
                head.append((char) c);
            }
            heads.add(head.toString());
            return head.toString();
        }

        byte[] read(int bytes) throws IOException {
            return in.readNBytes(bytes);
        }

        /** Reads until the proxy hangs up; a reset counts as that. */
        int readToEnd() {
            int count = 0;
            try {
                while (in.read() >= 0) {
                    count++;
                }
            } catch (IOException e) {
                return count;
            }
            return count;
        }

        void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Closes without an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
