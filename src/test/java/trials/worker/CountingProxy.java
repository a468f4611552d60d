package trials.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes to a server and back, whatever they mean, and counts them. */
final class CountingProxy implements AutoCloseable {
  private final ServerSocket door;
  private final URI target;
  private final AtomicLong bytes = new AtomicLong();

  CountingProxy(URI target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::acceptAll);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
  }

  long bytes() {
    return bytes.get();
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        start(() -> copy(client, server));
        start(() -> copy(server, client));
      }
    } catch (IOException closed) {
      // the bench is over
    }
  }

  private void copy(Socket from, Socket to) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.addAndGet(n);
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (IOException closed) {
      // either side hung up
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
