package host;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is, where it was started with {@code Type=notify}. It needs the C
 * library, since Java 17 has no datagram sockets of the Unix kind.
 */
public record Systemd(String socket, Optional<Duration> watchdog) {
  private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);
  private static final int UNIX = 1;
  private static final int DATAGRAM = 2;

  /** As the environment says; empty where systemd is not listening. */
  public static Optional<Systemd> fromEnvironment(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("NOTIFY_SOCKET"))
        .map(socket -> new Systemd(socket, parseWatchdogInterval(environment)));
  }

  /** One state in the protocol's words, e.g. {@code READY=1}. Never throws. */
  void notifyState(String state) {
    try {
      send(state.getBytes(StandardCharsets.UTF_8));
    } catch (LinkageError | RuntimeException e) {
      LOG.warn("systemd notification {} failed: {}", state, e.getMessage());
    }
  }

  private void send(byte[] message) {
    int descriptor = LibC.CALLS.socket(UNIX, DATAGRAM, 0);
    byte[] address = socketAddress();
    int sent = LibC.CALLS.sendto(descriptor, message, message.length, 0, address, address.length);
    LibC.CALLS.close(descriptor);
    if (sent != message.length) {
      throw new IllegalStateException("nobody listens at " + socket);
    }
  }

  /** The C structure: family, then the path; a leading @ stands for the abstract name space. */
  private byte[] socketAddress() {
    byte[] path = socket.getBytes(StandardCharsets.UTF_8);
    if (path[0] == '@') {
      path[0] = 0;
    }
    return ByteBuffer.allocate(2 + path.length)
        .order(ByteOrder.nativeOrder())
        .putShort((short) UNIX)
        .put(path)
        .array();
  }

  private static Optional<Duration> parseWatchdogInterval(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("WATCHDOG_USEC"))
        .map(micros -> Duration.ofNanos(Long.parseLong(micros) * 1000));
  }

  /** The three calls that are needed. */
  interface LibC extends Library {
    LibC CALLS = Native.load("c", LibC.class);

    int socket(int domain, int type, int protocol);

    int sendto(int descriptor, byte[] bytes, long length, int flags, byte[] address, int size);

    int close(int descriptor);
  }
}
