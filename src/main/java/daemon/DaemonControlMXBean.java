package daemon;

/** What an operator may read and change over JMX while the daemon runs. */
public interface DaemonControlMXBean {
  /** Newest heartbeat line, empty before the first. */
  String getHeartbeat();

  /** Least level shown on standard error: DEBUG, INFO, WARN or ERROR. */
  String getLogLevel();

  void setLogLevel(String level);
}
