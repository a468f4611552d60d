package routes.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import domain.Failure;
import domain.FailureReason;
import domain.Window;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Optional;
import journal.Journal;
import journal.JournalSamples;
import journal.database.JournalLocation;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.topic.ExchangeProperties;

/** A reason that the journal did not take is told when the window is closed. */
@Tag("process")
class UnwrittenFailureTest {
  @TempDir Path folder;

  /** A full or busy disk for longer than a window; the next one opens before this one is closed. */
  @Test
  void theNextWindowDoesNotTakeTheReasonAway() throws Exception {
    Path file = folder.resolve("journal.db");
    try (Journal journal = Journal.open(JournalLocation.file(file), JournalSamples.CLOCK);
        DefaultCamelContext context = new DefaultCamelContext()) {
      FailureRecorder failures = new FailureRecorder(journal, it -> {});
      Window lost = JournalSamples.window(10);
      Failure full = new Failure.Retry(FailureReason.JOURNAL, "the disk is full");
      journal.ensureEntry(lost);
      try (Connection busy = DriverManager.getConnection("jdbc:sqlite:" + file)) {
        busy.createStatement().execute("begin exclusive");
        failures.recordFailure(failed(context, lost, full));
      }
      failures.takeTopicFailure(lost.topic());
      Failure none = new Failure.Retry(FailureReason.NO_DATA, "no candles");
      failures.recordFailure(failed(context, JournalSamples.window(20), none));
      assertEquals(Optional.of(full), failures.unwrittenFailure(lost.key()));
      failures.recordFailure(failed(context, lost, none));
      assertEquals(Optional.empty(), failures.unwrittenFailure(lost.key()));
    }
  }

  private static Exchange failed(DefaultCamelContext context, Window window, Failure failure) {
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty(ExchangeProperties.WINDOW, window);
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    return exchange;
  }
}
