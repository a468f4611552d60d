package host;

import base.OutsideText;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the newest warnings and errors of the log in memory, for who looks at the daemon. */
public final class RecentWarnings extends AppenderBase<ILoggingEvent> {
  private static final int KEPT = 20;
  private static final Deque<LogLine> LINES = new ArrayDeque<>();

  /** One line, made fit for a page. */
  public record LogLine(Instant at, String level, String message) {}

  RecentWarnings() {
    setName("RECENT");
  }

  /** Newest first. */
  public static List<LogLine> newest() {
    synchronized (LINES) {
      return List.copyOf(LINES);
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
      LogLine line =
          new LogLine(
              Instant.ofEpochMilli(event.getTimeStamp()),
              event.getLevel().toString(),
              OutsideText.clean(event.getFormattedMessage()));
      synchronized (LINES) {
        LINES.addFirst(line);
        if (LINES.size() > KEPT) {
          LINES.removeLast();
        }
      }
    }
  }
}
