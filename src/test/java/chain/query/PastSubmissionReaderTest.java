package chain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.ChainClientFixture;
import chain.model.PastSubmission;
import devnet.server.FaultPolicy;
import domain.Failure;
import domain.Submission;
import domain.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastSubmissionReaderTest {
  private static long requests(ChainClientFixture client) {
    return client.devnet.restNodes().get(0).requestCount();
  }

  @Test
  void theTopicsOfAWalletShareTheSearchOfABlock() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      Window window = client.opened();
      assertEquals(List.of(), client.allora.recentTransactions(67));
      Submission submission = client.allora.sign(client.claim(window, "0.01"), 1);
      client.allora.broadcast(submission);
      client.blocks(1);
      List<PastSubmission> expected =
          List.of(new PastSubmission(window, submission.attempt().hash()));
      assertEquals(expected, client.allora.recentTransactions(67));
      long asked = requests(client);
      assertEquals(List.of(), client.allora.recentTransactions(68), "of another topic");
      assertEquals(expected, client.allora.recentTransactions(67));
      assertEquals(asked, requests(client));
    }
  }

  @Test
  void aSearchThatFailedIsNotRepeatedInTheSameBlockButInTheNext() {
    try (ChainClientFixture client = new ChainClientFixture(options -> options)) {
      client.opened();
      client.script((method, path, count) -> new FaultPolicy.RequestAction.CloseConnection());
      assertThrows(Failure.Retry.class, () -> client.allora.recentTransactions(67));
      long asked = requests(client);
      assertThrows(Failure.Retry.class, () -> client.allora.recentTransactions(68));
      assertEquals(asked, requests(client));
      client.script(FaultPolicy.noFaults());
      client.blocks(20);
      assertEquals(List.of(), client.allora.recentTransactions(67));
      assertTrue(requests(client) > asked);
    }
  }
}
