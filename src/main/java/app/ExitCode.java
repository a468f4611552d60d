package app;

/** Exit codes that scripts and the service unit rely on; docs/operating.md explains each. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int OPERATOR = 2;
  static final int USAGE = 64;
  static final int UNUSABLE_DATA = 65;
  static final int UNREACHABLE = 69;
  static final int NO_WINDOW = 75;
  static final int KEY = 77;
  static final int CONFIGURATION = 78;
  static final int INTERRUPTED = 130;
  static final int TERMINATED = 143;

  private ExitCode() {}
}
