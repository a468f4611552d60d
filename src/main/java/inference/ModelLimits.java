package inference;

import java.time.Duration;

/**
 * What a model may take, in time and room.
 *
 * @param answer for loading it and for one answer
 * @param check for all checks of a new file in a JVM of its own
 * @param mebibytes of its file
 */
public record ModelLimits(Duration answer, Duration check, int mebibytes) {
  public static final ModelLimits DEFAULT =
      new ModelLimits(Duration.ofSeconds(10), Duration.ofSeconds(20), 64);

  /** Larger files do not fit into one array. */
  public static final int MOST_MEBIBYTES = 1024;

  /** Of a file that its owner tries beside the daemon: as large as can be. */
  public static final ModelLimits OF_ONES_OWN =
      new ModelLimits(DEFAULT.answer(), DEFAULT.check(), MOST_MEBIBYTES);

  public ModelLimits {
    if (answer.compareTo(Duration.ZERO) <= 0 || check.compareTo(Duration.ZERO) <= 0) {
      throw new IllegalArgumentException("a model needs some time");
    }
    if (mebibytes < 1 || mebibytes > MOST_MEBIBYTES) {
      throw new IllegalArgumentException("must be from 1 to " + MOST_MEBIBYTES + " MiB");
    }
  }

  public long bytes() {
    return (long) mebibytes << 20;
  }
}
