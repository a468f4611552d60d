package journal.entry;

import base.OutsideText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.UUID;

/**
 * A process that shares the journal with others.
 *
 * @param id the host and something random, so that a process that was started again is another
 * @param name the instance's name
 * @param version of the program
 * @param since when it was first seen, null before
 * @param lastSeen when it was last seen, null before
 * @param alive whether it was seen lately, by the database's clock
 */
public record ReplicaInfo(
    String id, String name, String version, Instant since, Instant lastSeen, boolean alive) {
  private static final int RANDOM = 6;

  /** This process, by a name that any replica may show on a terminal. */
  public static ReplicaInfo ofThisProcess(String name, String version) {
    String random = UUID.randomUUID().toString().substring(0, RANDOM);
    return new ReplicaInfo(
        hostName() + "-" + random, OutsideText.clean(name), version, null, null, true);
  }

  boolean isOnThisHost() {
    return id.substring(0, Math.max(0, id.length() - RANDOM - 1)).equals(hostName());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "host";
    }
  }
}
