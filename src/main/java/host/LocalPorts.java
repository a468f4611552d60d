package host;

import base.ErrorText;
import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of this host: whether one is taken, and one that nobody holds. */
public final class LocalPorts {
  private LocalPorts() {}

  public static void requireFree(String host, int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      probe.setReuseAddress(true);
    } catch (IOException e) {
      throw portTaken(
          "management port "
              + host
              + ":"
              + port
              + " is taken ("
              + ErrorText.describe(e)
              + "): stop the other program or set camel.management.port");
    }
  }

  /** A port that nobody holds now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Failure.Stop portTaken(String sentence) {
    return new Failure.Stop(FailureReason.CONFIGURATION, ExitStatus.FAILED, sentence);
  }
}
