package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.PrivateFiles;
import devnet.ledger.GenesisAccount;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a verb was asked for is on standard output, and nothing of it on standard error. */
@Tag("process")
class ResultOutputTest {
  @TempDir Path dir;

  /** Verbs with a word of their result. */
  private static final List<String> ON_A_NETWORK =
      List.of(
          "once | accepted",
          "once | nothing is sent again",
          "history | accepted",
          "history --verify --on-chain | stores the value of 1 rows",
          "score | wait for their ground truth",
          "status | accepted 67@",
          "doctor | a daemon would run",
          "topics | BTC/USD",
          "topics 67 --json | epoch_blocks",
          "data check | closed",
          "register | already",
          "stake show | own stake",
          "fund-topic 5uallo --yes | done: transaction",
          "wallet show | allo1",
          "config validate | configuration is valid",
          "config show | window.tick",
          "journal repair | 0 faults");

  private static final List<String> WITHOUT_A_NETWORK =
      List.of(
          "history | nothing has run with these settings yet",
          "status --offline | nothing has run with these settings yet",
          "score | nothing has run with these settings yet",
          "simulate --list | S07",
          "data import candles.csv | the store holds 400 bars",
          "train --candles candles.csv --kind default --out artifact | artifact:",
          "model check artifact | good",
          "features check features.txt | hours of candles, or",
          "features python features.txt | import pandas",
          "completion bash | complete",
          "init --yes --offline --key new --state-dir other --out other.properties | next:");

  private List<String> play(List<String> lines, String... settings) {
    List<String> problems = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(" \\| ");
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      List<String> words = new ArrayList<>();
      for (String word : parts[0].split(" ")) {
        words.add(
            word.matches("(candles|features[.]|other|artifact).*") ? dir.resolve(word) + "" : word);
      }
      if (!parts[0].matches("(init|train|model|features|completion|simulate).*")) {
        Collections.addAll(words, settings);
      }
      CommandLine program = Main.commandLine(words.toArray(String[]::new));
      program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
      int code = program.execute(words.toArray(String[]::new));
      if (code != 0 || !out.toString().contains(parts[1]) || err.toString().contains(parts[1])) {
        problems.add(line + ": exit code " + code + ", out: " + out + ", err: " + err);
      }
    }
    return problems;
  }

  @Test
  void theResultIsOnStandardOutput() throws Exception {
    Instant begin = Instant.parse("2024-01-01T00:00:00Z");
    List<String> candles = new ArrayList<>(List.of("time,open,high,low,close,volume"));
    for (int i = 0; i < 400; i++) {
      candles.add(begin.plusSeconds(3_600L * i) + ",100,101,99,100." + i % 7 + ",1");
    }
    Files.write(dir.resolve("candles.csv"), candles);
    Files.writeString(dir.resolve("features.txt"), "mom_168h\n");
    String state = "instance.state-dir=" + dir.resolve("fresh");
    assertEquals(List.of(), play(WITHOUT_A_NETWORK, "--set", state));
  }

  @Test
  void theResultIsOnStandardOutputOnANetwork() throws Exception {
    GenesisAccount account = GenesisAccount.fundedWorker(DevnetFixture.WORKER);
    // slow enough that doctor waits a whole second for a node
    try (DevnetFixture devnet = new DevnetFixture(dir, account, it -> it.withSpeed(10))) {
      Path words = Files.writeString(dir.resolve("words"), DevnetFixture.WORDS);
      PrivateFiles.restrict(words);
      String file =
          devnet
              .file("wallet.mnemonic-file=" + words, "market.tiingo.token=any", "instance.speed=10")
              .toString();
      devnet.awaitFirstWindow();
      assertEquals(List.of(), play(ON_A_NETWORK, "--config", file));
    }
    assertTrue(Files.exists(dir.resolve("state/journal.db")));
  }
}
