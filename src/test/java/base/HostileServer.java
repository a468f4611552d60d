package base;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** A server on loopback that answers every connection with one kind of reply without an end. */
public final class HostileServer implements AutoCloseable {
  /** What it does to who asks. */
  public enum Attack {
    ENDLESS_BODY,
    ENDLESS_CHUNKS,
    ENDLESS_HEADER,
    ENDLESS_HEADERS,
    ENDLESS_INTERIM_REPLIES,
    GZIP_BOMB,
    DRIPPING_BODY,
    DRIPPING_HEAD,
    REDIRECT_TO_ITSELF,
    SILENCE,
    DEEP_NESTING,
    ENDLESS_WEBSOCKET_MESSAGE,
    /** Nothing comes back, not even that the connection is refused. */
    BLACK_HOLE
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String FILL = "x".repeat(1 << 13);

  private final ServerSocket socket;
  private final Attack attack;
  private final List<SocketChannel> waiting = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong connections = new AtomicLong();

  public HostileServer(Attack attack) throws IOException {
    this.attack = attack;
    boolean taken = attack == Attack.BLACK_HOLE;
    this.socket = new ServerSocket(0, taken ? 1 : 50, InetAddress.getLoopbackAddress());
    if (taken) {
      fillQueue();
    } else {
      start(this::accept);
    }
  }

  /** The system drops what else wants to connect. */
  private void fillQueue() throws IOException {
    for (int i = 0; i < 4; i++) {
      SocketChannel one = SocketChannel.open();
      one.configureBlocking(false);
      one.connect(socket.getLocalSocketAddress());
      waiting.add(one);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  /** Bytes that were taken from it so far, buffers of the system included. */
  public long sentBytes() {
    return sent.get();
  }

  public long connectionCount() {
    return connections.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        connections.incrementAndGet();
        start(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      byte[] request = new byte[1 << 14];
      int length = caller.getInputStream().read(request);
      String head = new String(request, 0, Math.max(0, length), StandardCharsets.US_ASCII);
      attack(head, new BufferedOutputStream(caller.getOutputStream(), 1));
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      // the caller has had enough
    }
  }

  private void attack(String head, OutputStream out)
      throws IOException, InterruptedException, GeneralSecurityException {
    switch (attack) {
      case ENDLESS_BODY -> repeat(out, OK + "\r\n", FILL, 0);
      case ENDLESS_CHUNKS ->
          repeat(out, OK + "Transfer-Encoding: chunked\r\n\r\n", "2000\r\n" + FILL + "\r\n", 0);
      case ENDLESS_HEADER -> repeat(out, OK + "X-Long: ", FILL, 0);
      case ENDLESS_HEADERS -> repeat(out, OK, "X-Many: header\r\n", 0);
      case ENDLESS_INTERIM_REPLIES -> repeat(out, "", "HTTP/1.1 102 Processing\r\n\r\n", 0);
      case GZIP_BOMB -> write(out, gzipBomb());
      case DRIPPING_BODY -> repeat(out, OK + "Content-Length: 99999\r\n\r\n{", " ", 100);
      case DRIPPING_HEAD -> repeat(out, OK + "X-Slow: ", "x", 100);
      case REDIRECT_TO_ITSELF ->
          write(
              out,
              ("HTTP/1.1 302 Found\r\nLocation: " + uri() + "/\r\nContent-Length: 0\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      case SILENCE, BLACK_HOLE -> Thread.sleep(60_000);
      case DEEP_NESTING -> write(out, (OK + "\r\n" + "[{\"a\":".repeat(1 << 20)).getBytes());
      case ENDLESS_WEBSOCKET_MESSAGE -> {
        write(out, upgrade(head));
        write(out, frame(1));
        repeat(out, "", new String(frame(0), StandardCharsets.ISO_8859_1), 0);
      }
    }
  }

  private void repeat(OutputStream out, String head, String part, long pauseMillis)
      throws IOException, InterruptedException {
    write(out, head.getBytes(StandardCharsets.US_ASCII));
    byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
    while (!socket.isClosed()) {
      write(out, bytes);
      if (pauseMillis > 0) {
        Thread.sleep(pauseMillis);
      }
    }
  }

  private void write(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    sent.addAndGet(bytes.length);
  }

  private static byte[] upgrade(String head) throws GeneralSecurityException {
    String key = head.replaceFirst("(?is).*sec-websocket-key: *(\\S+).*", "$1");
    byte[] hash =
        MessageDigest.getInstance("SHA-1")
            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes());
    return ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A part of a message that is not its last. */
  private static byte[] frame(int opcode) {
    byte[] frame = new byte[4 + 8_192];
    Arrays.fill(frame, (byte) 'x');
    frame[0] = (byte) opcode;
    frame[1] = 126;
    frame[2] = 8_192 >> 8;
    frame[3] = 0;
    return frame;
  }

  /** 200 MB of blanks in 200 kB. */
  private static byte[] gzipBomb() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write((OK + "Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 200; i++) {
        out.write(blanks);
      }
    }
    return packed.toByteArray();
  }

  private static void start(Runnable work) {
    DaemonThreads.named("hostile-server").newThread(work).start();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (SocketChannel it : waiting) {
      it.close();
    }
  }
}
