package journal.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ReplicaInfoTest {
  @Test
  void twoProcessesOfOneNameAreTwoReplicas() {
    assertNotEquals(
        ReplicaInfo.ofThisProcess("worker", "1").id(),
        ReplicaInfo.ofThisProcess("worker", "1").id());
  }

  /** A server takes no zero character, and a terminal obeys others. */
  @Test
  void aNameHasNoControlCharacters() {
    assertEquals("a?b?c'\"?", ReplicaInfo.ofThisProcess("a\0b\nc'\"\u202e", "1").name());
  }
}
