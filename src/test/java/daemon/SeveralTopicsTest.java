package daemon;

import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import config.Configuration;
import config.Settings;
import devnet.genesis.DevnetOptions;
import devnet.genesis.GenesisAccount;
import devnet.genesis.GenesisTopic;
import devnet.ledger.SubmissionRecorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.SlowStartClock;
import wallet.Wallet;
import wiring.Components;

/** Four topics and two wallets in one process, all windows opening in the same block. */
class SeveralTopicsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OTHER_WORDS = "zoo ".repeat(11) + "wrong";
  private static final String OTHER = Wallet.fromMnemonic(OTHER_WORDS.toCharArray()).address();

  @TempDir Path dir;
  private final SlowStartClock wall = new SlowStartClock(InstantSource.system());

  private DevnetOptions world(DevnetOptions plain) {
    return plain
        .withWallClock(wall)
        .withAccounts(
            List.of(
                GenesisAccount.fundedWorker(DevnetFixture.WORKER),
                GenesisAccount.fundedWorker(OTHER)))
        .withTopics(
            LongStream.rangeClosed(66, 69)
                .mapToObj(GenesisTopic::logReturnTopic)
                .map(it -> it.withFirstNonce(plain.startHeight() + 24))
                .toList());
  }

  private Settings settings(DevnetFixture world) throws Exception {
    Path words = Files.writeString(dir.resolve("words"), OTHER_WORDS);
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-------"));
    Path file =
        world.file(
            "topics=67,66,68,69",
            "topic.68.wallet=second",
            "wallet.second.mnemonic-file=" + words,
            "wallet.second.address=" + OTHER,
            "topic.69.target=log-return",
            "topic.69.pair=btcusd",
            "topic.69.horizon=168h",
            "topic.69.model=" + dir.resolve("nothing"),
            "window.answer-at=early");
    return Settings.loadStrict(
        Configuration.load(file, world.environment, Map.of()), world.environment);
  }

  @Test
  void allGetThroughButTheOneThatCannotAnswerWhichSaysWhy() throws Exception {
    try (DevnetFixture world =
        new DevnetFixture(dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER), this::world)) {
      Settings settings = settings(world);
      Components parts = Components.from(settings, world.devnet.clock());
      try (Daemon daemon = Daemon.polling(settings, parts)) {
        daemon.start();
        daemon.rehearse();
        wall.runAtFullSpeed();
        await().atMost(PATIENCE).until(() -> accepted(parts).equals(Set.of(66L, 67L, 68L)));
      }
      SubmissionRecorder judge = world.devnet.submissions();
      assertEquals(Set.of(DevnetFixture.WORKER), workers(judge, 66, 67));
      assertEquals(Set.of(OTHER), workers(judge, 68));
      assertEquals(0, judge.includedCount(69));
      assertTrue(failed(judge).isEmpty(), () -> failed(judge).toString());
    }
  }

  private static Set<Long> accepted(Components parts) {
    List<Entry> rows = parts.journal().reader().findLatest(EntryFilter.ALL, 9);
    Set<Long> all = rows.stream().map(it -> it.key().topic()).collect(toSet());
    rows.stream()
        .filter(it -> it.key().topic() == 69 && it.reasonDetail() != null)
        .forEach(it -> assertTrue(it.reasonDetail().contains("nothing"), it.reasonDetail()));
    return all.size() < 4
        ? Set.of()
        : rows.stream()
            .filter(it -> it.state() == EntryState.ACCEPTED)
            .map(it -> it.key().topic())
            .collect(toSet());
  }

  private static Set<String> workers(SubmissionRecorder judge, long... topics) {
    return LongStream.of(topics)
        .mapToObj(judge::nonceRecords)
        .flatMap(List::stream)
        .flatMap(it -> it.acceptedPayloads().stream())
        .map(SubmissionRecorder.IncludedPayload::worker)
        .collect(toSet());
  }

  private static List<SubmissionRecorder.IncludedPayload> failed(SubmissionRecorder judge) {
    return LongStream.rangeClosed(66, 69)
        .mapToObj(judge::nonceRecords)
        .flatMap(List::stream)
        .flatMap(it -> it.includedPayloads().stream())
        .filter(it -> it.code() != 0)
        .toList();
  }
}
