package daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import devnet.ledger.DevnetOptions;
import domain.Role;
import domain.ValueBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import journal.entry.Entry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic of several labels, answered by a model server and read back under the chain's names. */
@Tag("process")
class LabelledTopicTest {
  private static final String ANSWER = "{\"p_up\":\"0.3\",\"p_down\":0.7,\"flat\":0}";

  @TempDir Path dir;

  private static DevnetOptions labelled(DevnetOptions plain) {
    return plain.withTopics(
        List.of(DaemonFixture.shortTopic(67, plain.startHeight() + 24, "down", "flat", "up")));
  }

  @Test
  void submitsOneNumberForEachLabel() throws Exception {
    try (DaemonFixture fixture = new DaemonFixture(dir, LabelledTopicTest::labelled)) {
      fixture.serve("/", it -> ANSWER);
      fixture.configure(
          "topics=67",
          "topic.67.labels=up=p_up, down=p_down",
          "topic.67.model-url=" + fixture.url("/"));
      fixture.start();
      Entry row = fixture.awaitAccepted(67, Role.WORKER, Duration.ofSeconds(60));
      assertEquals("up=0.3,down=0.7", row.value());
    }
  }

  /** The loss service breaks one connection and fails once; the truth lists its labels. */
  @Test
  void reportsLossesByALossService() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (DaemonFixture fixture = new DaemonFixture(dir, LabelledTopicTest::labelled)) {
      fixture.serve("/", it -> ANSWER);
      fixture.serve(
          "/truth",
          it ->
              "[{\"label\":\"p_up\",\"value\":\"1\"},{\"label\":\"p_down\",\"value\":0},"
                  + "{\"label\":\"flat\",\"value\":0}]");
      fixture.serve("/losses/is_never_negative", it -> "{\"is_never_negative\":true}");
      fixture.handle(
          "/losses/calculate",
          it -> {
            int number = asked.incrementAndGet();
            if (number == 1) {
              it.close();
            } else {
              DaemonFixture.reply(it, number == 3 ? 500 : 200, "{\"loss\":\"0.01\"}");
            }
          });
      fixture.configure(
          "topics=67",
          "topic.67.role=worker,reputer",
          "topic.67.labels=up=p_up, down=p_down, flat",
          "topic.67.model-url=" + fixture.url("/"),
          "topic.67.ground-truth-url=" + fixture.url("/truth"),
          "topic.67.loss-url=" + fixture.url("/losses/"));
      fixture.start();
      Entry row = fixture.awaitAccepted(67, Role.REPUTER, Duration.ofSeconds(120));
      ValueBundle losses = ValueBundle.parse(row.value());
      assertEquals("-2.0", losses.combined());
      assertEquals(Set.of("-2.0"), Set.copyOf(losses.numbers()));
      assertEquals("loss-url:mse", row.provenance().artifactHash());
    }
  }
}
