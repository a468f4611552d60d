package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.NetworkStanding;
import chain.SignedSubmissionVerifier;
import cli.DevnetFixture;
import com.sun.net.httpserver.HttpServer;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Failure;
import domain.Role;
import domain.ValueBundle;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import wiring.ComponentFactory.Components;

/** Worker and reputer of one topic with one wallet in one process, on each generation. */
@Tag("process")
class ReputerTest {
  private static final byte[] ANSWER = "0.00123".getBytes(StandardCharsets.UTF_8);
  private static final BigInteger STAKE = BigInteger.TEN.pow(18);

  @TempDir Path dir;

  private static DevnetOptions world(DevnetOptions plain, DevnetEmissionsVersion version) {
    long first = plain.startHeight() + 24;
    return plain
        .withSpeed(300)
        .withCompetitors(3)
        .withEmissionsVersion(version)
        .withTopics(
            List.of(
                new GenesisTopic(
                    67, "BTC/USD 1h log-return", 720, 400, 720, "mse", first, List.of(), false)));
  }

  @ParameterizedTest
  @EnumSource
  void reportsTheLossesOfItsOwnEpochs(DevnetEmissionsVersion version) throws Exception {
    HttpServer model =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/",
        it -> {
          it.sendResponseHeaders(200, ANSWER.length);
          it.getResponseBody().write(ANSWER);
          it.close();
        });
    model.start();
    GenesisAccount account = GenesisAccount.fundedWorker(DevnetFixture.WORKER).withStake(STAKE);
    try (DevnetFixture devnet = new DevnetFixture(dir, account, plain -> world(plain, version))) {
      Path file =
          devnet.file(
              "topics=67",
              "network.endpoints=rest+%s,rpc+%s"
                  .formatted(devnet.devnet.restUri(), devnet.devnet.rpcUri()),
              "topic.67.role=worker,reputer",
              "topic.67.horizon=1h",
              "topic.67.model-url=http://127.0.0.1:" + model.getAddress().getPort() + "/",
              "window.answer-at=early",
              "instance.speed=300");
      Settings settings =
          Settings.loadStrict(
              Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
      Components components = Components.from(settings, devnet.devnet.clock());
      try (Daemon daemon = Daemon.polling(settings, components)) {
        daemon.start();
        for (Role role : Role.values()) {
          await()
              .atMost(Duration.ofSeconds(150))
              .until(() -> accepted(components, role).isPresent());
        }
        Entry row = accepted(components, Role.REPUTER).orElseThrow();
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
                .until(() -> components.workers().forTopic(67).standing(67), it -> it.rank() > 0);
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
                              .accountVerbs()
                              .readStake(67)
                              .own()
                              .compareTo(STAKE)
                          > 0);
        }
      }
    } finally {
      model.stop(0);
    }
  }

  private static Optional<Entry> accepted(Components components, Role role) {
    return components
        .journal()
        .reader()
        .findLatest(EntryFilter.ofRole(67, role).withState(EntryState.ACCEPTED), 1)
        .stream()
        .findFirst();
  }
}
