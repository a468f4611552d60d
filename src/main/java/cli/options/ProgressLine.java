package cli.options;

import java.io.PrintWriter;
import java.util.function.Consumer;

/**
 * Tells how far a long command is: in one line that is written anew on a terminal, elsewhere in one
 * line after the other.
 */
public final class ProgressLine implements Consumer<String>, AutoCloseable {
  private final PrintWriter to;
  private final boolean terminal;
  private int shown;

  ProgressLine(PrintWriter to, boolean terminal) {
    this.to = to;
    this.terminal = terminal;
  }

  public static ProgressLine on(PrintWriter err) {
    return new ProgressLine(err, System.console() != null);
  }

  @Override
  public void accept(String text) {
    if (terminal) {
      to.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      shown = text.length();
      to.flush();
    } else {
      to.println(text);
    }
  }

  /** What comes after begins on a line of its own. */
  public void end() {
    if (shown > 0) {
      to.println();
      shown = 0;
    }
  }

  @Override
  public void close() {
    end();
  }
}
