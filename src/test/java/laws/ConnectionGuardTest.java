package laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProxySelector;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionGuardTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1317/",
        "http://127.0.0.1:26657/",
        "socket://127.0.0.1:5432",
        "http://127.0.0.1/",
        "https://api.example.org:40000/"
      })
  void refusesDefaultPortsAndOtherMachines(String target) {
    assertTrue(ConnectionGuard.isForeign(URI.create(target)));
  }

  @Test
  void allowsPortsThatTheKernelHandedOut() {
    assertFalse(ConnectionGuard.isForeign(URI.create("http://" + RefusingPort.address())));
  }

  @Test
  void isInstalledBeforeEveryTest() {
    assertEquals("Watching", ProxySelector.getDefault().getClass().getSimpleName());
  }
}
