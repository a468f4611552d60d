package base;

import java.util.List;

/** Exit codes that scripts and the service unit rely on; docs/operating.md explains each. */
public final class ExitStatus {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int OPERATOR = 2;
  public static final int USAGE = 64;
  public static final int UNUSABLE_DATA = 65;
  public static final int UNREACHABLE = 69;
  public static final int NO_WINDOW = 75;
  public static final int KEY = 77;
  public static final int CONFIGURATION = 78;
  public static final int INTERRUPTED = 130;
  public static final int TERMINATED = 143;

  /** What an operator has to know first, of the outcomes of several topics. */
  private static final List<Integer> BY_SERIOUSNESS =
      List.of(OPERATOR, KEY, CONFIGURATION, UNUSABLE_DATA, FAILED, UNREACHABLE, NO_WINDOW, OK);

  private ExitStatus() {}

  public static int mostSerious(int one, int other) {
    return BY_SERIOUSNESS.indexOf(one) <= BY_SERIOUSNESS.indexOf(other) ? one : other;
  }
}
