package host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receiving end is a real datagram socket, which needs a script: Java has none. */
@Tag("process")
class SystemdTest {
  private static final String LISTENER =
      "import socket,sys; s=socket.socket(socket.AF_UNIX,socket.SOCK_DGRAM);"
          + " s.bind(sys.argv[1].replace('@','\\0')); s.settimeout(30); print('bound',flush=True);"
          + " print(s.recv(99).decode())";

  @TempDir Path dir;

  @Test
  void isSilentWhereSystemdDoesNotListen() {
    assertEquals(Optional.empty(), Systemd.fromEnvironment(Map.of()));
    new Systemd(dir.resolve("nobody").toString(), Optional.empty()).notifyState("READY=1");
  }

  @Test
  void readsTheWatchdogsPeriodInMicroseconds() {
    Systemd systemd =
        Systemd.fromEnvironment(Map.of("NOTIFY_SOCKET", "/s", "WATCHDOG_USEC", "180000000"))
            .orElseThrow();
    assertEquals(Optional.of(Duration.ofMinutes(3)), systemd.watchdog());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsWordsArriveAtASocketOfEitherKind(boolean abstractName) throws Exception {
    Path python = Path.of("/usr/bin/python3");
    Assumptions.assumeTrue(Files.isExecutable(python), "no python to listen with");
    String socket = (abstractName ? "@" : "") + dir.resolve("notify");
    Process listener =
        new ProcessBuilder(python.toString(), "-c", LISTENER, socket)
            .redirectErrorStream(true)
            .start();
    BufferedReader heard = new BufferedReader(new InputStreamReader(listener.getInputStream()));
    assertEquals("bound", heard.readLine());
    new Systemd(socket, Optional.empty()).notifyState("WATCHDOG=1");
    assertEquals("WATCHDOG=1", heard.readLine());
  }
}
