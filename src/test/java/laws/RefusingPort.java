package laws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * An address at which nobody answers: the port is bound by this process and nobody listens, so that
 * no other program can answer there.
 */
public final class RefusingPort {
  private static final Socket BOUND = bind();

  private RefusingPort() {}

  private static Socket bind() {
    try {
      Socket socket = new Socket();
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port. */
  public static String address() {
    return "127.0.0.1:" + BOUND.getLocalPort();
  }
}
