package report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.ChainClientFixture;
import domain.Submission;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import java.util.List;
import journal.entry.Entry;
import org.junit.jupiter.api.Test;

class StoredValueCheckTest {
  @Test
  void tellsAConfirmedRowFromAnotherValueAndFromOneThatIsGone() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "0.5"), 1);
      client.allora.broadcast(submission);
      client.blocks(1);
      Window later =
          new Window(
              new domain.WindowKey(
                  window.key().chainId(),
                  window.topic(),
                  window.nonce() + 720,
                  window.key().worker()),
              window.lastHeight() + 720,
              window.openedAt(),
              window.closesAt());
      StoredValueCheck check =
          StoredValueCheck.of(
              List.of(
                  accepted(client, window, "0.5"),
                  accepted(client, window, "0.6"),
                  accepted(client, later, "0.5"),
                  Entry.open(later)),
              client.allora);
      assertEquals(1, check.confirmed());
      assertEquals(1, check.gone());
      assertEquals(
          List.of("window " + window.key().label() + ": the row says 0.6, the chain stores 0.5"),
          check.faults());
    }
  }

  private static Entry accepted(ChainClientFixture client, Window window, String value) {
    return Entry.open(window)
        .toClaimed(client.claim(window, value))
        .toSettled(new SubmissionOutcome.Accepted(window.nonce() + 2));
  }
}
