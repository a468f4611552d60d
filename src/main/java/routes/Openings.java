package routes;

import domain.Window;
import journal.Journal;
import journal.State;
import org.apache.camel.Body;

/** Whether a window asks for an answer: it is open, and nothing has been claimed for it. */
public final class Openings {
  private final Journal journal;

  public Openings(Journal journal) {
    this.journal = journal;
  }

  /** Also begins the window's row, so that every epoch seen has one, whatever comes of it. */
  public boolean due(@Body Window window) {
    return window != null && journal.seen(window).state() == State.OPEN;
  }
}
