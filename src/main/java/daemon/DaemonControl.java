package daemon;

import host.LogSettings;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The daemon's own MBean, {@code dromedary:type=Daemon}. */
final class DaemonControl implements DaemonControlMXBean, AutoCloseable {
  private static final String NAME = "dromedary:type=Daemon";

  private final Supplier<String> heartbeat;

  DaemonControl(Supplier<String> heartbeat) {
    this.heartbeat = heartbeat;
  }

  /** Registers the bean and replaces one of an earlier run in this process. */
  static DaemonControl register(Supplier<String> heartbeat) throws JMException {
    DaemonControl control = new DaemonControl(heartbeat);
    control.close();
    mbeanServer().registerMBean(control, new ObjectName(NAME));
    return control;
  }

  @Override
  public String getHeartbeat() {
    return heartbeat.get();
  }

  @Override
  public String getLogLevel() {
    return LogSettings.consoleLevel();
  }

  @Override
  public void setLogLevel(String level) {
    LogSettings.setConsoleLevel(level);
  }

  @Override
  public void close() throws JMException {
    ObjectName name = new ObjectName(NAME);
    if (mbeanServer().isRegistered(name)) {
      mbeanServer().unregisterMBean(name);
    }
  }

  private static MBeanServer mbeanServer() {
    return ManagementFactory.getPlatformMBeanServer();
  }
}
