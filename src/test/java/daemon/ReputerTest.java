package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.NetworkStanding;
import chain.SignedSubmissionVerifier;
import devnet.ledger.DevnetEmissionsVersion;
import domain.Failure;
import domain.Role;
import domain.ValueBundle;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import journal.entry.Entry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.health.HeartbeatReporter;
import wiring.ComponentFactory.Components;

/** Worker and reputer of one topic with one wallet in one process, on each generation. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class ReputerTest {
  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource
  void reportsTheLossesOfItsOwnEpochs(DevnetEmissionsVersion version) throws Exception {
    try (DaemonFixture fixture = new DaemonFixture(dir, it -> it.withEmissionsVersion(version))) {
      fixture.serve("/", it -> "0.00123");
      Components components =
          fixture.configure(
              "topics=67",
              "topic.67.role=worker,reputer",
              "topic.67.horizon=1h",
              "topic.67.model-url=" + fixture.url("/"));
      fixture.start();
      fixture.awaitAccepted(67, Role.WORKER, Duration.ofSeconds(150));
      Entry row = fixture.awaitAccepted(67, Role.REPUTER, Duration.ofSeconds(150));
      ValueBundle losses = ValueBundle.parse(row.value());
      int inferers = losses.list(ValueBundle.Part.INFERERS).size();
      assertTrue(inferers >= 3, row.value());
      assertEquals(inferers, losses.list(ValueBundle.Part.WITHOUT_INFERER).size());
      assertTrue(row.provenance().artifactHash().equals("loss:mse"), row.toString());
      assertEquals(
          List.of(),
          components.journal().reader().verify(SignedSubmissionVerifier::findMismatch).faults());
      String metrics = ((PrometheusMeterRegistry) components.meters().registry()).scrape();
      assertTrue(metrics.contains("allora_reputer_truth_request_count{"), metrics);
      assertTrue(metrics.contains("allora_reputer_chain_submission_count{"), metrics);
      assertTrue(
          metrics.contains(
              "dromedary_epochs_total{outcome=\"accepted\",role=\"reputer\",topic=\"67\"}"),
          metrics);
      NetworkStanding judged =
          await()
              .atMost(Duration.ofSeconds(60))
              .ignoreExceptionsInstanceOf(Failure.Retry.class)
              .until(
                  () -> components.workers().forTopic(67).standing(67, Set.of()),
                  it -> it.rank() > 0);
      assertTrue(judged.score().isPresent() && judged.regret().isPresent(), judged::toString);
      assertTrue(judged.rewards().get(0).pool().signum() > 0, judged::toString);
      if (version == DevnetEmissionsVersion.V10) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    components
                            .workers()
                            .forTopic(67)
                            .accountOperations()
                            .readStake(67)
                            .own()
                            .compareTo(DaemonFixture.STAKE)
                        > 0);
      }
    }
  }

  @Test
  void bannerAndHeartbeatNameTheTopicsOfAReputerAlone() throws Exception {
    try (DaemonFixture fixture = new DaemonFixture(dir, it -> it)) {
      Components components =
          fixture.configure("topics=67", "topic.67.role=reputer", "topic.67.horizon=1h");
      String banner = String.join("\n", new Banner(fixture.settings(), components).textLines());
      assertTrue(
          banner.contains("topic 67   reputer, 'BTC/USD 1h log-return', epoch 720 blocks"), banner);
      assertTrue(banner.contains("losses computed here, against minute prices of btcusd"), banner);
      assertTrue(
          banner.contains("data       " + fixture.settings().text("market.sources")), banner);
      HeartbeatReporter heartbeat =
          new HeartbeatReporter(
              components.journal(),
              components.workers(),
              components.topicRegistry(),
              components.reputerRegistry(),
              components.meters(),
              null);
      String beat = heartbeat.buildMessage();
      assertTrue(beat.endsWith("; reputer of topic 67, none accepted yet; 0 open"), beat);
    }
  }
}
