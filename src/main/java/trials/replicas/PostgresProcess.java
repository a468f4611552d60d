package trials.replicas;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import host.LocalPorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import journal.database.JournalLocation;

/**
 * A PostgreSQL server for one trial, from the host's programs, with its data in the trial's folder.
 */
final class PostgresProcess implements AutoCloseable {
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final String USER = "dromedary";
  private static final int LONGEST_START = 150;

  private final Path binaries;
  private final Path folder;
  private final int port = LocalPorts.freePort();
  private Process server;

  /**
   * @param binaries folder of {@code initdb} and {@code postgres}; null for Debian's newest
   * @throws Failure.Stop if there are none
   */
  PostgresProcess(Path binaries, Path folder) throws IOException, InterruptedException {
    this.binaries = binaries == null ? newestOfDebian() : binaries;
    this.folder = folder;
    run("initdb", "-D", data(), "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync");
    start();
  }

  private static Path newestOfDebian() throws IOException {
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        return versions
            .max(Comparator.comparing(it -> Integer.valueOf(it.getFileName().toString())))
            .map(it -> it.resolve("bin"))
            .orElseThrow();
      }
    }
    throw new Failure.Stop(
        FailureReason.CONFIGURATION,
        ExitStatus.FAILED,
        "no PostgreSQL under " + DEBIAN + ": install it, or name its bin folder with --postgres");
  }

  JournalLocation.PostgresServer location() {
    return new JournalLocation.PostgresServer(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", USER, null);
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** PostgreSQL refuses to run as root, so root starts it as nobody in a user namespace. */
  private ProcessBuilder builder(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve(program).toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("postgres.out").toFile()));
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    int code = builder(program, arguments).start().waitFor();
    if (code != 0) {
      throw new IOException(
          program + " ended with " + code + ", see " + folder.resolve("postgres.out"));
    }
  }

  private void start() throws IOException, InterruptedException {
    server =
        builder(
                "postgres",
                "-D",
                data(),
                "-p",
                String.valueOf(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=")
            .start();
    for (int i = 0; i < LONGEST_START && !isListening(); i++) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private boolean isListening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops it at once, like a crash, and starts it; it recovers from its log. */
  void restart() throws IOException, InterruptedException {
    stop("QUIT");
    start();
  }

  /** Ends every session; the server keeps running. */
  void cutConnections() throws IOException, InterruptedException {
    for (ProcessHandle child : server.children().toList()) {
      Path command = Path.of("/proc", String.valueOf(child.pid()), "cmdline");
      if (Files.exists(command) && Files.readString(command).contains("127.0.0.1(")) {
        signal("TERM", child.pid());
      }
    }
  }

  private void stop(String signal) throws IOException, InterruptedException {
    signal(signal, server.pid());
    server.waitFor();
  }

  static void signal(String name, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      stop("INT");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
